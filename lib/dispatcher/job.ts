import "server-only";
import type postgres from "postgres";
import type { EventType } from "@/db/constants";
import type { Grant } from "../api-tokens/grant";
import { SIGNING_SECRETS } from "../api-tokens/state";
import { GRANT_COLUMNS } from "../api-tokens/token-lookup";

/** The driver's own interface, in a transaction or outside: the worker's statements are prepared once. */
export type Sql = postgres.ISql;

/**
 * Sends at once what has the statements of this transaction enter tables by their indexes, in the order of these. Lanes
 * come and go: by what is known of them while they are few, the plans that are kept would read the whole of a backlog
 * that came since, for each lane.
 */
export function preferIndexes(sql: Sql) {
  return sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`.execute();
}

/** One conversation's queue to one callback. */
export type Lane = { callbackId: string; conversationId: string };

/** A lane in a worker's hands; the end of its lease tells this lease from any other one. */
export type LeasedLane = Lane & { leaseUntil: string };

/** What all that is owed to one callback needs to be tried, as it was read. */
type CallTarget = {
  callbackId: string;
  url: string;
  grant: Grant;
  /** Encrypted; the former one too while a rotation lasts. */
  signingSecrets: string[];
  /** True when it asks whether a callback that only failed lately answers again: it counts against the share of those. */
  isProbe: boolean;
  /** Waits of the callback's breaker since it opened. */
  probes: number;
};

/** Most deliveries of one lane that are read at once. */
const RUN_LENGTH = 10;

/**
 * A leased lane with the first deliveries that it owes: in order, one at most when it is a probe, none when nothing is owed
 * any more.
 */
export type Job = LeasedLane & CallTarget & { deliveries: JobDelivery[] };

export type JobDelivery = {
  id: string;
  /** Since it became pending, again where it was over. */
  attempts: number;
  event: { id: string; type: EventType; occurredAt: Date; payload: string };
};

export type CallTargetRow = Omit<CallTarget, "grant"> & Grant;

/** The columns of a `CallTargetRow`, of `callbacks` joined with `api_tokens`. */
export function callTargetColumns(sql: Sql) {
  return sql`callbacks.id as "callbackId", callbacks.url,
    callbacks.probe_at is not null as "isProbe", callbacks.probes,
    ${sql.unsafe(GRANT_COLUMNS)}, ${sql.unsafe(SIGNING_SECRETS)} as "signingSecrets"`;
}

function toCallTarget(row: CallTargetRow): CallTarget {
  const { tokenId, permissions, masksContacts, numberIds, ...target } = row;
  return { ...target, grant: { tokenId, permissions, masksContacts, numberIds } };
}

/** Reads the targets of these callbacks as they are at this moment. */
export function readCallTargets(sql: Sql, callbackIds: readonly string[]) {
  return sql<CallTargetRow[]>`
    select ${callTargetColumns(sql)} from callbacks join api_tokens on api_tokens.id = callbacks.token_id
    where callbacks.id = any(${[...callbackIds]}::uuid[])`;
}

type DeliveryRow = {
  /** Of its lane among those asked for, from 1 on. */
  place: string;
  id: string;
  attempts: number;
  eventId: string;
  eventType: EventType;
  occurredAt: string;
  payload: string;
};

function toDelivery({ id, attempts, eventId, eventType, occurredAt, payload }: DeliveryRow): JobDelivery {
  return { id, attempts, event: { id: eventId, type: eventType, occurredAt: new Date(occurredAt), payload } };
}

/** Reads what is owed first on each of these lanes; together with their targets that is all that its attempts need. */
export async function loadJobs(
  sql: Sql,
  lanes: readonly LeasedLane[],
  targets: PromiseLike<readonly CallTargetRow[]> | readonly CallTargetRow[],
): Promise<Job[]> {
  if (lanes.length === 0) return [];
  const [targetRows, deliveryRows] = await Promise.all([
    targets,
    sql<DeliveryRow[]>`
      select lane.place, owed.* from unnest(${lanes.map((lane) => lane.callbackId)}::uuid[],
          ${lanes.map((lane) => lane.conversationId)}::uuid[])
        with ordinality lane (callback_id, conversation_id, place)
      cross join lateral (
        select d.event_seq, d.id, d.attempts - d.attempts_before as attempts, e.id as "eventId", e.type as "eventType",
          e.occurred_at as "occurredAt", e.payload
        from deliveries d join events e on e.id = d.event_id
        where d.callback_id = lane.callback_id and d.conversation_id = lane.conversation_id and d.state = 'pending'
        order by d.event_seq limit ${sql.unsafe(String(RUN_LENGTH))}) owed
      order by lane.place, owed.event_seq`,
  ]);
  const known = new Map(targetRows.map((row) => [row.callbackId, toCallTarget(row)]));
  const jobs = lanes.map((lane): Job | null => {
    const target = known.get(lane.callbackId);
    return target ? { ...target, ...lane, deliveries: [] } : null;
  });
  for (const row of deliveryRows) {
    const job = jobs[Number(row.place) - 1];
    if (job && !(job.isProbe && job.deliveries.length > 0)) job.deliveries.push(toDelivery(row));
  }
  return jobs.filter((job) => job !== null);
}
