import "server-only";
import type postgres from "postgres";
import type { EventType } from "@/db/constants";
import type { Grant } from "../api-tokens/grant";

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

/** Most deliveries of one lane that are read at once. */
const RUN_LENGTH = 10;

/** A leased lane with the first deliveries that it owes. */
export type Job = LeasedLane & {
  url: string;
  grant: Grant;
  /** Encrypted; the former one too while a rotation lasts. */
  signingSecrets: string[];
  /** True when it asks whether a callback that only failed lately answers again: it counts against the share of those. */
  isProbe: boolean;
  /** Waits of the callback's breaker since it opened. */
  probes: number;
  /** In order; one at most when it is a probe, none when nothing is owed any more. */
  deliveries: JobDelivery[];
};

export type JobDelivery = {
  id: string;
  attempts: number;
  event: { id: string; type: EventType; occurredAt: Date; payload: string };
};

/** Of a lane among those asked for, from 1 on. */
type Place = { place: string };

type LaneRow = Place & LeasedLane & Pick<Job, "url" | "isProbe" | "probes" | "signingSecrets"> & Grant;

type DeliveryRow = Place & {
  id: string;
  attempts: number;
  eventId: string;
  eventType: EventType;
  occurredAt: string;
  payload: string;
};

function toJob({
  place: _,
  tokenId,
  supplierId,
  permissions,
  masksContacts,
  numberIds,
  ...lane
}: LaneRow): Job {
  return { ...lane, grant: { tokenId, supplierId, permissions, masksContacts, numberIds }, deliveries: [] };
}

function toDelivery({ id, attempts, eventId, eventType, occurredAt, payload }: DeliveryRow): JobDelivery {
  return { id, attempts, event: { id: eventId, type: eventType, occurredAt: new Date(occurredAt), payload } };
}

/** Reads what is owed first on each of these lanes, with all that its tries need, as it is at this moment. */
export async function loadJobs(sql: Sql, lanes: readonly LeasedLane[]): Promise<Job[]> {
  if (lanes.length === 0) return [];
  const given = sql`unnest(${lanes.map((lane) => lane.callbackId)}::uuid[],
    ${lanes.map((lane) => lane.conversationId)}::uuid[], ${lanes.map((lane) => lane.leaseUntil)}::text[])
    with ordinality lane (callback_id, conversation_id, lease_until, place)`;
  const [laneRows, deliveryRows] = await Promise.all([
    sql<LaneRow[]>`
      select lane.place, lane.callback_id as "callbackId", lane.conversation_id as "conversationId",
        lane.lease_until as "leaseUntil", callbacks.url,
        callbacks.probe_at is not null as "isProbe", callbacks.probes,
        api_tokens.id as "tokenId", api_tokens.supplier_id as "supplierId", api_tokens.permissions,
        api_tokens.masks_contacts as "masksContacts",
        case when api_tokens.sees_all_numbers then null else array(
          select managed_number_id from api_token_numbers where token_id = api_tokens.id) end as "numberIds",
        array_remove(array[api_tokens.signing_secret,
          case when api_tokens.previous_signing_secret_until > now() then api_tokens.previous_signing_secret end
        ], null) as "signingSecrets"
      from ${given}
      join callbacks on callbacks.id = lane.callback_id
      join api_tokens on api_tokens.id = callbacks.token_id`,
    sql<DeliveryRow[]>`
      select lane.place, owed.* from ${given} cross join lateral (
        select d.event_seq, d.id, d.attempts, e.id as "eventId", e.type as "eventType", e.occurred_at as "occurredAt", e.payload
        from deliveries d join events e on e.id = d.event_id
        where d.callback_id = lane.callback_id and d.conversation_id = lane.conversation_id and d.state = 'pending'
        order by d.event_seq limit ${sql.unsafe(String(RUN_LENGTH))}) owed
      order by lane.place, owed.event_seq`,
  ]);
  const jobs = new Map(laneRows.map((row) => [row.place, toJob(row)]));
  for (const row of deliveryRows) {
    const job = jobs.get(row.place);
    if (job && !(job.isProbe && job.deliveries.length > 0)) job.deliveries.push(toDelivery(row));
  }
  return [...jobs.values()];
}
