import { type Parties, PartyFilters } from "@/components/api-tokens/party-filters";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import type { FilterOption } from "@/components/data-table/use-found-options";
import {
  API_ROUTES,
  LOGGED_CODES,
  NO_ROUTE,
  REFUSAL_WORDS,
  STATUS_CLASS_LABELS,
  STATUS_CLASSES,
} from "@/lib/request-log/words";

const classes = STATUS_CLASSES.map((value) => {
  const { label, codes } = STATUS_CLASS_LABELS[value];
  return { value, label: `${label} (${codes})` };
});
const codes = LOGGED_CODES.map((value) => ({ value, label: `${REFUSAL_WORDS[value]} (${value})` }));
const routes: FilterOption[] = [
  ...API_ROUTES.map((value) => ({ value, label: value })),
  { value: NO_ROUTE, label: "No such route" },
];

/** The search and the filters of a request log; `parties` are the chosen token and supplier, absent in one token's log. */
export function RequestFilters({ parties }: { parties?: Parties }) {
  const one = { multiple: false };
  return (
    <>
      <DataTableSearch placeholder="Request id or IP" />
      <DataTableFilter param="status" label="Status" options={classes} />
      {parties && <PartyFilters parties={parties} {...one} />}
      <DataTableFilter {...one} param="route" label="Route" options={routes} />
      <DataTableFilter {...one} param="code" label="Code" options={codes} />
      <DateRangeFilter />
    </>
  );
}
