import "server-only";
import type { Database } from "@/db/client";
import { TOKEN_IS_USABLE } from "../api-tokens/state";
import { MAY_BE_CALLED } from "../callbacks/breaker";
import { laneIsFree } from "../deliveries/lanes";
import {
  type CallTargetRow,
  callTargetColumns,
  type Job,
  type LeasedLane,
  loadJobs,
  preferIndexes,
  type Sql,
} from "./job";

/** Most lanes of one callback that are under way at once, over all workers. */
export const SLOTS = 8;

/** Lanes of a callback whose breaker is not closed: one says as much as many. */
const PROBE_SLOTS = 1;

export type ClaimInput = {
  workerId: string;
  /** Most lanes to take. */
  limit: number;
  /** Most of them that ask whether a callback which only failed lately answers again. */
  probeLimit: number;
  leaseMs: number;
};

function slotsOf(sql: Sql) {
  return sql`case when callbacks.probe_at is null then ${SLOTS}::int else ${PROBE_SLOTS}::int end`;
}

/** How many lanes of each callback are under way, read once for all: only their own index serves that. */
function leasedLanes(sql: Sql) {
  return sql`under_way as materialized (select callback_id from delivery_lanes where lease_until > now()),
    leased as materialized (select callback_id, count(*) as lanes from under_way group by callback_id)`;
}

/**
 * Locks callbacks that have a due lane and a free slot, the longest due first, and answers them as targets. The index is
 * entered once per callback that has lanes at all, however many they are.
 */
function lockCallbacks(sql: Sql, { limit, probeLimit }: ClaimInput) {
  return sql<CallTargetRow[]>`
    with recursive earliest as (
      (select callback_id, next_attempt_at from delivery_lanes order by callback_id, next_attempt_at limit 1)
      union all
      select following.callback_id, following.next_attempt_at from earliest cross join lateral (
        select callback_id, next_attempt_at from delivery_lanes
        where delivery_lanes.callback_id > earliest.callback_id
        order by callback_id, next_attempt_at limit 1) following),
    ${leasedLanes(sql)}
    select ${callTargetColumns(sql)} from earliest
    join callbacks on callbacks.id = earliest.callback_id
    join api_tokens on api_tokens.id = callbacks.token_id
    left join leased on leased.callback_id = callbacks.id
    where earliest.next_attempt_at <= now() and ${sql.unsafe(MAY_BE_CALLED)} and ${sql.unsafe(TOKEN_IS_USABLE)}
      and (${probeLimit}::int > 0 or callbacks.probe_at is null)
      and coalesce(leased.lanes, 0) < ${slotsOf(sql)}
    order by earliest.next_attempt_at
    limit ${limit}::int
    for no key update of callbacks skip locked`;
}

/**
 * Leases due lanes of these callbacks, one of each in turn, within their slots. It must be a statement of its own
 * after their lock: only then it sees what another worker leased just before.
 */
function leaseLanes(sql: Sql, callbackIds: string[], input: ClaimInput): Promise<LeasedLane[]> {
  const leaseEnd = sql`now() + make_interval(secs => ${input.leaseMs / 1000}::float8)`;
  return sql<LeasedLane[]>`
    with ${leasedLanes(sql)},
    room as materialized (
      select id, probe_at is not null as is_probe, greatest(0, ${slotsOf(sql)} - coalesce(leased.lanes, 0)) as lanes
      from callbacks left join leased on leased.callback_id = callbacks.id
      where id = any(${callbackIds}::uuid[])),
    due as (
      select waiting.*, room.is_probe, room.lanes,
        row_number() over (partition by waiting.callback_id order by waiting.next_attempt_at) as turn
      from room cross join lateral (
        select ctid as place_on_disk, callback_id, next_attempt_at from delivery_lanes
        where callback_id = room.id and next_attempt_at <= now() and ${sql.unsafe(laneIsFree("delivery_lanes"))}
        -- A constant: a limit that the planner does not know would have it sort the whole backlog.
        order by next_attempt_at limit ${sql.unsafe(String(SLOTS))}) waiting),
    ranked as (
      select *, row_number() over (order by turn, next_attempt_at) as place,
        count(*) filter (where is_probe) over (order by turn, next_attempt_at rows unbounded preceding) as probes
      from due where turn <= lanes),
    -- No more than what is taken is locked. What somebody changes at this moment, or has changed a moment ago, is left for
    -- the next time. Each lane is looked up where it is: by what is known of lanes while they are few, a join would read
    -- all of a backlog that came since.
    taken as (
      select lane.place_on_disk from ranked cross join lateral (
        select ctid as place_on_disk from delivery_lanes
        where ctid = ranked.place_on_disk
          and next_attempt_at <= now() and ${sql.unsafe(laneIsFree("delivery_lanes"))}
        limit 1 for update skip locked) lane
      where ranked.place <= ${input.limit}::int and (not ranked.is_probe or ranked.probes <= ${input.probeLimit}::int))
    update delivery_lanes lane
    -- The next attempt moves with the lease: so the index of due lanes holds no lane that is under way.
    set lease_until = ${leaseEnd}, next_attempt_at = ${leaseEnd}, leased_by = ${input.workerId}
    from taken where lane.ctid = taken.place_on_disk
    returning lane.callback_id as "callbackId", lane.conversation_id as "conversationId",
      lane.lease_until::text as "leaseUntil"`;
}

export type Claim = {
  jobs: Job[];
  /**
   * False when a callback with a due lane and a free slot got none: somebody is at its lanes at this moment, or there was
   * room for no more probes.
   */
  isWhole: boolean;
};

/**
 * Takes due lanes for one worker and reads what each owes first. No lane is ever given to two workers while its
 * lease lasts, and no callback has more lanes under way than its slots: one when its breaker is half open, none when it
 * is open.
 */
export async function claimJobs(db: Database, input: ClaimInput): Promise<Claim> {
  return db.$client.begin(async (sql) => {
    const [, targets] = await Promise.all([preferIndexes(sql), lockCallbacks(sql, input)]);
    if (targets.length === 0) return { jobs: [], isWhole: true };
    const callbackIds = targets.map(({ callbackId }) => callbackId);
    const jobs = await loadJobs(sql, await leaseLanes(sql, callbackIds, input), targets);
    const served = new Set(jobs.map(({ callbackId }) => callbackId));
    return { jobs, isWhole: served.size === targets.length };
  });
}

/** Gives back all lanes that a worker still has; they are due at once. */
export async function releaseLeases(db: Database, workerId: string): Promise<void> {
  await db.$client`
    update delivery_lanes set lease_until = null, leased_by = null, next_attempt_at = now()
    where leased_by = ${workerId} and lease_until is not null`;
}
