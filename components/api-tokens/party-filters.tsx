import { findTokens } from "@/components/api-tokens/token-options";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { nameOptions } from "@/components/data-table/use-found-options";
import { findSuppliers } from "@/components/suppliers/supplier-options";

export type Parties = {
  tokens: readonly { id: string; name: string }[];
  suppliers: readonly { id: string; name: string }[];
};

/** The filters by token and by supplier of what tokens did and got; `parties` are the chosen ones. */
export function PartyFilters({ parties, multiple = true }: { parties: Parties; multiple?: boolean }) {
  return (
    <>
      <DataTableFilter
        param="token"
        label="Token"
        multiple={multiple}
        options={nameOptions(parties.tokens)}
        load={findTokens}
      />
      <DataTableFilter
        param="supplier"
        label="Supplier"
        multiple={multiple}
        options={nameOptions(parties.suppliers)}
        load={findSuppliers}
      />
    </>
  );
}
