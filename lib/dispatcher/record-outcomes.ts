import "server-only";
import type { Database } from "@/db/client";
import { TOKEN_IS_USABLE } from "../api-tokens/state";
import { Batcher } from "../batcher";
import { MAY_BE_CALLED } from "../callbacks/breaker";
import type { AttemptOutcome, DeliveryOutcome } from "./attempt";
import {
  type Job,
  type Lane,
  type LeasedLane,
  loadJobs,
  preferIndexes,
  readCallTargets,
  type Sql,
} from "./job";
import { recordHealth } from "./record-health";

const MAX_ITEMS = 200;

/**
 * What the worker does next with a lane: go on with what it owes, give it back, or hold it, for its next delivery is being
 * sent already.
 */
export type NextStep = "go_on" | "give_back" | "hold";

/** A job and what became of its deliveries, on the way into the database. */
export type Finishing = {
  job: Job;
  /** In order: only the last one may have failed. */
  outcomes: readonly DeliveryOutcome[];
  nextStep: NextStep;
  /** Set by the flush. `busy`: somebody else holds the lane, come again. `lost`: the lease was over. */
  answer: { state: "busy" | "lost" } | { state: "done"; next: Job | null } | null;
};

type Held = "held" | "busy" | "lost";

/** A lane as a key of a Map. */
function laneKey({ callbackId, conversationId }: Lane): string {
  return `${callbackId}/${conversationId}`;
}

function laneArrays(lanes: readonly Lane[]) {
  return {
    callbackIds: lanes.map((lane) => lane.callbackId),
    conversationIds: lanes.map((lane) => lane.conversationId),
  };
}

/**
 * True for the row of a lane, whose `callback_id` and `conversation_id` are in `given`. Written so that only the primary key
 * serves it: by what is known of lanes while they are few, an index that has all lanes of a callback is as good.
 */
function isLane(sql: Sql) {
  return sql`delivery_lanes.conversation_id = given.conversation_id
    and (delivery_lanes.callback_id = given.callback_id) is true`;
}

/**
 * Locks those lanes that are still this worker's and tells of the others why they are not. It waits for nobody: a
 * publisher may hold several lanes in an order of its own.
 */
async function lockLanes(
  sql: Sql,
  workerId: string,
  lanes: readonly LeasedLane[],
): Promise<Map<string, Held>> {
  const { callbackIds, conversationIds } = laneArrays(lanes);
  const mine = (locking = "") => sql<Lane[]>`
    select given.callback_id as "callbackId", given.conversation_id as "conversationId"
    from unnest(${callbackIds}::uuid[], ${conversationIds}::uuid[],
      ${lanes.map((lane) => lane.leaseUntil)}::text[]::timestamptz[]) given (callback_id, conversation_id, lease_end)
    cross join lateral (
      select from delivery_lanes
      where ${isLane(sql)} and lease_until = lease_end and leased_by = ${workerId} and lease_until > now()
      limit 1 ${sql.unsafe(locking)}) held`;
  const locked = await mine("for update skip locked");
  const states = new Map<string, Held>(lanes.map((lane) => [laneKey(lane), "lost"]));
  if (locked.length < lanes.length) for (const lane of await mine()) states.set(laneKey(lane), "busy");
  for (const lane of locked) states.set(laneKey(lane), "held");
  return states;
}

/** Writes the attempts and the delivery's new state; a delivery that is not pending any more stays as it is. */
async function recordOutcomes(sql: Sql, items: readonly Finishing[], states: Map<string, Held>) {
  const rows = items.flatMap(({ job, outcomes }) => {
    const isHeld = states.get(laneKey(job)) === "held";
    return outcomes.flatMap(({ delivery, outcome }) => {
      const tried = outcome.kind === "tried" ? outcome : null;
      const cancelled = outcome.kind === "cancelled" && isHeld ? outcome.reason : null;
      if (tried === null && cancelled === null) return [];
      const state = cancelled === null ? (tried?.delivered && isHeld ? "delivered" : "pending") : "cancelled";
      return [{ id: delivery.id, url: job.url, state, cancelled, tried }];
    });
  });
  if (rows.length === 0) return;
  // In a fixed order: of lanes that were lost another worker may be writing the same.
  rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  const tried = <T>(pick: (attempt: Extract<AttemptOutcome, { kind: "tried" }>) => T) =>
    rows.map((row) => (row.tried === null ? null : pick(row.tried)));
  await sql`
    with outcome as (
      select * from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.url)}::text[], ${rows.map((row) => row.state)}::text[],
        ${rows.map((row) => row.cancelled)}::text[], ${tried((t) => t.startedAt.toISOString())}::text[]::timestamptz[],
        ${tried((t) => t.result.durationMs)}::int[], ${tried((t) => t.result.statusCode)}::int[],
        ${tried((t) => t.result.error)}::text[], ${tried((t) => t.result.excerpt)}::text[])
        as given (id, url, state, cancelled_reason, started_at, duration_ms, status_code, error, excerpt)),
    counted as (
      update deliveries d set
        attempts = d.attempts + case when outcome.started_at is null then 0 else 1 end,
        state = case when d.state = 'pending' then outcome.state else d.state end,
        delivered_at = case when d.state = 'pending' and outcome.state = 'delivered' then now() else d.delivered_at end,
        cancelled_reason = case when d.state = 'pending' then outcome.cancelled_reason else d.cancelled_reason end
      from outcome where d.id = outcome.id
      returning d.id, d.attempts)
    insert into delivery_attempts (delivery_id, no, url, started_at, duration_ms, status_code, error, response_excerpt)
    select counted.id, counted.attempts, url, started_at, duration_ms, status_code, error, excerpt
    from counted join outcome using (id) where started_at is not null`;
}

/**
 * Closes lanes that owe nothing more and moves on the others: to their next attempt, or to what they owe next at once
 * where the worker goes on and the callback may still be called. Answers the lanes with which the worker goes on.
 */
async function advanceLanes(sql: Sql, items: readonly Finishing[], leaseMs: number): Promise<LeasedLane[]> {
  if (items.length === 0) return [];
  const { callbackIds, conversationIds } = laneArrays(items.map(({ job }) => job));
  const last = items.map(({ outcomes }) => outcomes.at(-1));
  const delays = last.map((end) => (end?.outcome.kind === "tried" ? end.outcome.retryInMs : null));
  const deliveryIds = last.map((end) => end?.delivery.id ?? null);
  const urls = items.map(({ job }) => job.url);
  const goesOn = items.map((item, i) => Number(item.nextStep === "go_on" && delays[i] === null));
  const rows = await sql<(LeasedLane & { goesOn: boolean })[]>`
    with step as materialized (
      -- One entry of an index per lane, which is held and stays where it is: as "exists" or as a join the planner may read
      -- all that is pending, all lanes or every callback first.
      select own.place_on_disk, owed.id is not null as owes, goes_on = 1 and target.is_callable as kept,
        -- Only for what failed, where it failed: another delivery that comes first now, or another URL, is due at once.
        case when owed.id = given.delivery_id and target.url = given.url then delay_ms end as wait_ms
      from unnest(${callbackIds}::uuid[], ${conversationIds}::uuid[], ${delays}::int[], ${goesOn}::int[],
        ${deliveryIds}::uuid[], ${urls}::text[])
        as given (callback_id, conversation_id, delay_ms, goes_on, delivery_id, url)
      cross join lateral (
        select ctid as place_on_disk from delivery_lanes where ${isLane(sql)} limit 1) own
      left join lateral (
        select d.id from deliveries d
        where d.callback_id = given.callback_id and d.conversation_id = given.conversation_id and d.state = 'pending'
        order by d.event_seq limit 1) owed on true
      left join lateral (
        select callbacks.url, callbacks.probe_at is null and ${sql.unsafe(MAY_BE_CALLED)}
          and ${sql.unsafe(TOKEN_IS_USABLE)} as is_callable
        from callbacks join api_tokens on api_tokens.id = callbacks.token_id
        where callbacks.id = given.callback_id limit 1) target on true),
    closed as (
      delete from delivery_lanes lane using step
      where lane.ctid = step.place_on_disk and not step.owes)
    update delivery_lanes lane set
      next_attempt_at = now() + make_interval(secs =>
        case when step.kept then ${leaseMs}::int else coalesce(step.wait_ms, 0) end / 1000.0),
      lease_until = case when step.kept then now() + make_interval(secs => ${leaseMs}::int / 1000.0) end,
      leased_by = case when step.kept then lane.leased_by end
    from step
    where lane.ctid = step.place_on_disk and step.owes
    returning lane.callback_id as "callbackId", lane.conversation_id as "conversationId",
      lane.lease_until::text as "leaseUntil", step.kept as "goesOn"`;
  return rows.filter((row) => row.goesOn);
}

async function flush(db: Database, workerId: string, leaseMs: number, items: Finishing[]) {
  // A lane that comes twice was claimed anew after its lease was over; whoever comes later learns that next time.
  const firsts = new Map(items.toReversed().map((item) => [laneKey(item.job), item]));
  const { states, next } = await db.$client.begin(async (sql) => {
    const once = [...firsts.values()];
    const lanes = once.map(({ job }) => job);
    const [, states] = await Promise.all([preferIndexes(sql), lockLanes(sql, workerId, lanes)]);
    const settled = once.filter(({ job }) => states.get(laneKey(job)) !== "busy");
    const held = settled.filter(({ job }) => states.get(laneKey(job)) === "held");
    const left = held.filter(({ nextStep }) => nextStep !== "hold");
    // A statement of its own after the lock: it sees what a publisher committed who held the lane before.
    // The three go out together and run in this order.
    const [, , kept] = await Promise.all([
      recordOutcomes(sql, settled, states),
      recordHealth(sql, held),
      advanceLanes(sql, left, leaseMs),
    ]);
    if (kept.length === 0) return { states, next: [] };
    const targets = readCallTargets(sql, [...new Set(kept.map(({ callbackId }) => callbackId))]);
    return { states, next: await loadJobs(sql, kept, targets) };
  });
  const jobs = new Map(next.map((job) => [laneKey(job), job]));
  for (const item of items) {
    const key = laneKey(item.job);
    const state = firsts.get(key) === item ? (states.get(key) ?? "lost") : "busy";
    item.answer = state === "held" ? { state: "done", next: jobs.get(key) ?? null } : { state };
  }
}

/** Brings outcomes into the database; those that come together share one transaction (group commit). */
export function createFinishBatcher(db: Database, workerId: string, leaseMs: number): Batcher<Finishing> {
  return new Batcher({
    flush: (items) => flush(db, workerId, leaseMs, items),
    maxItems: MAX_ITEMS,
  });
}
