import "server-only";
import { and, asc, count, gt, ilike, inArray, or, type SQL, sql } from "drizzle-orm";
import { users } from "@/db/schema/users";
import type { Context } from "../context";
import { eachById } from "../table/each-by-id";
import { containsPattern } from "../table/like";
import type { ListQueryOf } from "../table/list-params";
import type { UserRow, userList } from "./schema";
import type { UserState } from "./words";

type UserQuery = ListQueryOf<typeof userList>;
type Filtered = Pick<UserQuery, "q" | "filters">;

// Names are written out: Drizzle leaves the table off a column of a query without joins, here the wrong one's.
const sessionCount = sql<number>`(select count(*)::int from sessions
  where sessions.user_id = users.id and sessions.expires > now())`;

/** Whether a user may come in and has done so, by the database's clock. */
const userState = sql<UserState>`case
  when users.disabled_at is not null then 'disabled'
  when exists (select from sessions where sessions.user_id = users.id and sessions.expires > now())
    then 'signed_in'
  else 'signed_out' end`;

const rowColumns = {
  id: users.id,
  name: users.name,
  email: users.email,
  role: users.role,
  state: userState,
  sessions: sessionCount,
  lastSignInAt: users.lastSignInAt,
  disabledAt: users.disabledAt,
  createdAt: users.createdAt,
};

const SORTS = {
  name: users.name,
  email: users.email,
  role: users.role,
  lastSignInAt: users.lastSignInAt,
  createdAt: users.createdAt,
};

/** What the filters show; disabled users too, for whoever is shut out must be found. */
function condition({ q, filters }: Filtered): SQL | undefined {
  const pattern = containsPattern(q);
  return and(
    filters.role.length > 0 ? inArray(users.role, filters.role) : undefined,
    filters.state.length > 0 ? inArray(userState, filters.state) : undefined,
    pattern ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
  );
}

/** One page of the people who ever signed in, and how many the filters show. */
export async function listUsers(ctx: Context, query: UserQuery): Promise<{ rows: UserRow[]; total: number }> {
  const where = condition(query);
  const direction = sql.raw(query.sort.desc ? "desc" : "asc");
  const rows = await ctx.db
    .select(rowColumns)
    .from(users)
    .where(where)
    .orderBy(sql`${SORTS[query.sort.id]} ${direction} nulls last`, asc(users.id))
    .limit(query.size)
    .offset((query.page - 1) * query.size);
  const [totals] = await ctx.db.select({ total: count() }).from(users).where(where);
  return { rows, total: totals?.total ?? 0 };
}

/** Every user whom the filters show, in the order in which they first came. */
export function eachUser(ctx: Context, query: Filtered): AsyncGenerator<UserRow> {
  return eachById((after, limit) =>
    ctx.db
      .select(rowColumns)
      .from(users)
      .where(and(condition(query), after ? gt(users.id, after) : undefined))
      .orderBy(asc(users.id))
      .limit(limit),
  );
}
