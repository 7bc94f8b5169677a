"use client";

import { KeyRound } from "lucide-react";
import { useRef } from "react";
import { BulkActions } from "@/components/api-tokens/bulk-actions";
import { tokenColumns } from "@/components/api-tokens/token-columns";
import { TokenFilters } from "@/components/api-tokens/token-filters";
import { TokenRowActions } from "@/components/api-tokens/token-row-actions";
import { useTokenLifecycle } from "@/components/api-tokens/use-token-lifecycle";
import { DataTable } from "@/components/data-table/data-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { LifecycleCommand } from "@/lib/api-tokens/lifecycle";
import type { TokenRow, tokenList } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";
import type { SupplierOption } from "@/lib/suppliers/schema";
import type { ListQueryOf } from "@/lib/table/list-params";

export type TokenTableProps = {
  rows: TokenRow[];
  total: number;
  query: ListQueryOf<typeof tokenList>;
  /** The suppliers that are chosen in the filter. */
  suppliers: SupplierOption[];
  canWrite: boolean;
};

/** The token table; everything it shows is decided by the URL. */
export function TokenTable({ rows, total, query, suppliers, canWrite }: TokenTableProps) {
  const clearSelection = useRef<(() => void) | null>(null);
  const lifecycle = useTokenLifecycle(() => {
    clearSelection.current?.();
    clearSelection.current = null;
  });
  function bulk(ids: string[], clear: () => void) {
    function onCommand(command: LifecycleCommand) {
      clearSelection.current = clear;
      lifecycle.start(
        command,
        rows.filter(({ id }) => ids.includes(id)),
      );
    }
    return <BulkActions onCommand={onCommand} />;
  }
  return (
    <>
      <DataTable
        label="API access tokens"
        columns={tokenColumns}
        rows={rows}
        counted={{ total, query }}
        rowHref={(row) => paths.token(row.id)}
        rowName={(row) => row.name}
        rowShortcuts={{
          e: {
            label: "Edit",
            to: (row) => (canWrite && row.state !== "deleted" ? paths.tokenDetails(row.id) : null),
          },
          l: { label: "Log", to: (row) => paths.tokenLog(row.id) },
        }}
        rowActions={(row) => (
          <TokenRowActions
            token={row}
            canWrite={canWrite}
            onCommand={(command) => lifecycle.start(command, [row])}
          />
        )}
        bulkActions={canWrite ? bulk : undefined}
        canSelect={(row) => row.state !== "deleted"}
        message={lifecycle.message}
        columnMenu
        toolbar={<TokenFilters suppliers={suppliers} />}
        empty={<NoTokens canWrite={canWrite} />}
      />
      {lifecycle.dialog}
    </>
  );
}

function NoTokens({ canWrite }: { canWrite: boolean }) {
  return (
    <EmptyState
      icon={KeyRound}
      title="No tokens yet"
      action={
        canWrite && (
          <Button asChild>
            <Link href={paths.newToken()}>Create token</Link>
          </Button>
        )
      }
    >
      A token gives one supplier access to the API: you decide for how long, to which data, and where it is
      called back.
    </EmptyState>
  );
}
