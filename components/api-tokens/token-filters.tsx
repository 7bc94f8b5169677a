import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { DataTableToggle } from "@/components/data-table/data-table-toggle";
import { nameOptions } from "@/components/data-table/use-found-options";
import { findSuppliers } from "@/components/suppliers/supplier-options";
import { PERMISSION_CHOICES } from "@/lib/api-tokens/permissions";
import { EXPIRY_DAYS } from "@/lib/api-tokens/settings";
import { TOKEN_STATE_LABELS } from "@/lib/api-tokens/words";
import type { SupplierOption } from "@/lib/suppliers/schema";

const states = Object.entries(TOKEN_STATE_LABELS).map(([value, label]) => ({ value, label }));
const permissions = PERMISSION_CHOICES.map(({ permission, label }) => ({ value: permission, label }));
const expirations = EXPIRY_DAYS.map((days) => ({ value: String(days), label: `Within ${days} days` }));

/** The search and the filters of the token table; `suppliers` are the chosen ones. */
export function TokenFilters({ suppliers }: { suppliers: SupplierOption[] }) {
  return (
    <>
      <DataTableSearch placeholder="Search name, supplier, last 4" />
      <DataTableFilter param="state" label="State" options={states} />
      <DataTableFilter
        param="supplier"
        label="Supplier"
        options={nameOptions(suppliers)}
        load={findSuppliers}
      />
      <DataTableFilter param="permission" label="Permission" options={permissions} />
      <DataTableFilter param="expires" label="Expires" options={expirations} multiple={false} />
      <DataTableToggle param="used" value="never">
        Never used
      </DataTableToggle>
    </>
  );
}
