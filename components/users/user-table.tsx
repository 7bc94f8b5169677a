"use client";

import { Users } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { DataTableFilter } from "@/components/data-table/data-table-filter";
import { DataTableSearch } from "@/components/data-table/data-table-search";
import { columnHelper } from "@/components/data-table/table-features";
import { TitleCell } from "@/components/data-table/title-cell";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { EmptyState } from "@/components/ui/empty-state";
import { UserRowActions } from "@/components/users/user-row-actions";
import { UserStateBadge } from "@/components/users/user-state-badge";
import type { ListQueryOf } from "@/lib/table/list-params";
import type { UserRow, userList } from "@/lib/users/schema";
import { ROLE_LABELS, USER_STATE_LABELS } from "@/lib/users/words";

const column = columnHelper<UserRow>();
const columns = column.columns([
  column.accessor("name", {
    meta: { label: "Name", className: "font-medium" },
    cell: ({ row: { original } }) => (
      <TitleCell
        title={original.name}
        under={
          <>
            {ROLE_LABELS[original.role]}
            {original.email && ` · ${original.email}`}
          </>
        }
      />
    ),
  }),
  column.accessor("email", {
    meta: { label: "E-mail" },
    cell: ({ getValue }) => getValue() || <span className="text-muted-foreground">–</span>,
  }),
  column.accessor("role", {
    meta: { label: "Role" },
    cell: ({ getValue }) => ROLE_LABELS[getValue()],
  }),
  column.accessor("state", {
    meta: { label: "State", priority: "always" },
    cell: ({ row }) => <UserStateBadge user={row.original} />,
  }),
  column.accessor("lastSignInAt", {
    meta: { label: "Last sign-in", firstSort: "desc" },
    cell: ({ getValue }) => <RelativeTime value={getValue()} />,
  }),
  column.accessor("createdAt", {
    meta: { label: "First seen", priority: "wide", firstSort: "desc" },
    cell: ({ getValue }) => <DateTime value={getValue()} format="date" />,
  }),
]);

const roleOptions = Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label }));
const stateOptions = Object.entries(USER_STATE_LABELS).map(([value, label]) => ({ value, label }));

export type UserTableProps = {
  rows: UserRow[];
  total: number;
  query: ListQueryOf<typeof userList>;
  canWrite: boolean;
  /** Who is looking. */
  selfId: string | null;
};

/** The people who signed in; an admin may shut them out and let them in again. */
export function UserTable({ rows, total, query, canWrite, selfId }: UserTableProps) {
  return (
    <DataTable
      label="Users"
      columns={columns}
      rows={rows}
      counted={{ total, query }}
      rowActions={canWrite ? (row) => <UserRowActions user={row} isSelf={row.id === selfId} /> : undefined}
      columnMenu
      toolbar={
        <>
          <DataTableSearch placeholder="Search name, e-mail" />
          <DataTableFilter param="role" label="Role" options={roleOptions} />
          <DataTableFilter param="state" label="State" options={stateOptions} />
        </>
      }
      empty={
        <EmptyState icon={Users} title="No users yet">
          People appear here with their first sign-in. Who may come in is decided by the groups of your
          identity provider.
        </EmptyState>
      }
    />
  );
}
