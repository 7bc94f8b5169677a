import "server-only";
import type { Context } from "../context";
import { streamWorkbook } from "../excel/workbook";
import type { ListQueryOf } from "../table/list-params";
import { eachUser } from "./queries";
import type { UserRow, userList } from "./schema";
import { ROLE_LABELS, USER_STATE_LABELS } from "./words";

/** The workbook of the users whom the filters show. */
export function usersWorkbook(
  ctx: Context,
  query: Pick<ListQueryOf<typeof userList>, "q" | "filters">,
): ReadableStream<Uint8Array> {
  return streamWorkbook<[UserRow]>([
    {
      name: "Users",
      rows: () => eachUser(ctx, query),
      columns: [
        { header: "User id", width: 38, value: (row) => row.id },
        { header: "Name", width: 28, value: (row) => row.name },
        { header: "E-mail", width: 32, value: (row) => row.email || null },
        { header: "Role", width: 12, value: (row) => ROLE_LABELS[row.role] },
        { header: "State", width: 12, value: (row) => USER_STATE_LABELS[row.state] },
        { header: "Live sessions", width: 13, value: (row) => row.sessions },
        { header: "Last sign-in (UTC)", width: 18, date: true, value: (row) => row.lastSignInAt },
        { header: "First seen (UTC)", width: 18, date: true, value: (row) => row.createdAt },
        { header: "Disabled (UTC)", width: 18, date: true, value: (row) => row.disabledAt },
      ],
    },
  ]);
}
