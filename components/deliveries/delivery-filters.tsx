import { type Parties, PartyFilters } from "@/components/api-tokens/party-filters";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { DateRangeFilter } from "@/components/data-table/date-range-filter";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import { DELIVERY_STATE_LABELS } from "@/lib/deliveries/words";

const events = Object.entries(EVENT_LABELS).map(([value, label]) => ({ value, label }));
const states = Object.entries(DELIVERY_STATE_LABELS).map(([value, label]) => ({ value, label }));

/** The search and the filters of deliveries; `parties` are the chosen tokens and suppliers, absent for those of one token. */
export function DeliveryFilters({ parties }: { parties?: Parties }) {
  return (
    <>
      <DataTableSearch placeholder="Event, conversation, delivery id" />
      <DataTableFilter param="state" label="State" options={states} />
      <DataTableFilter param="event" label="Event" options={events} />
      {parties && <PartyFilters parties={parties} />}
      <DateRangeFilter />
    </>
  );
}
