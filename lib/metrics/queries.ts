import "server-only";
import type { Database } from "@/db/client";
import { TOKEN_IS_USABLE } from "../api-tokens/state";
import { MAY_BE_CALLED } from "../callbacks/breaker";

const COUNTED_UP_TO = 10_000;

/** What callbacks are owed. The number of lanes is counted up to 10,000. */
export type Backlog = { lanes: number; due: number; oldestDueSeconds: number };

/**
 * How far the delivery of callbacks is behind. It costs one look into the index per callback and what is counted, however
 * long the backlog is.
 */
export async function readBacklog(db: Database): Promise<Backlog> {
  const sql = db.$client;
  const [row] = await sql<Backlog[]>`
    with due as (
      select greatest(lane.next_attempt_at, callbacks.probe_at) as due_at from callbacks
      join api_tokens on api_tokens.id = callbacks.token_id
      cross join lateral (
        select next_attempt_at, row_number() over (order by next_attempt_at) as place from (
          select next_attempt_at from delivery_lanes
          where callback_id = callbacks.id and next_attempt_at <= now()
          order by next_attempt_at limit ${COUNTED_UP_TO}::int) first_ones) lane
      where ${sql.unsafe(MAY_BE_CALLED)} and ${sql.unsafe(TOKEN_IS_USABLE)}
        -- Where the breaker is half open, one lane is all that is taken.
        and (callbacks.probe_at is null or lane.place = 1)
      limit ${COUNTED_UP_TO}::int)
    select (select count(*)::int from due) as due,
      (select coalesce(extract(epoch from now() - min(due_at)), 0)::float8 from due) as "oldestDueSeconds",
      (select count(*)::int from (select from delivery_lanes limit ${COUNTED_UP_TO}::int) lanes) as lanes`;
  return row ?? { lanes: 0, due: 0, oldestDueSeconds: 0 };
}

/** The connections of this process by what they do; they are known by the name that `database` gives them. */
export async function readConnections(db: Database): Promise<{ state: string; connections: number }[]> {
  return db.$client<{ state: string; connections: number }[]>`
    select state, count(*)::int as connections from pg_stat_activity
    where application_name = current_setting('application_name') and state is not null
    group by state`;
}
