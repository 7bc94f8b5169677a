import "server-only";
import { PgDialect } from "drizzle-orm/pg-core";
import type postgres from "postgres";
import type { EventType, Permission } from "@/db/constants";
import type { Grant } from "../api-tokens/grant";
import { tokenIsUsable } from "../api-tokens/state";

/** The driver's own interface, in a transaction or outside: the worker's statements are prepared once. */
export type Sql = postgres.ISql;

/** One conversation's queue to one callback. */
export type Lane = { callbackId: string; conversationId: string };

/** A lane in a worker's hands; the end of its lease tells this lease from any other one. */
export type LeasedLane = Lane & { leaseUntil: string };

/** A leased lane with the first delivery that it owes. */
export type Job = LeasedLane & {
  url: string;
  grant: Grant;
  /** Encrypted; the former one too while a rotation lasts. */
  signingSecrets: string[];
  /** True when it asks whether a callback that only failed lately answers again: it counts against the share of those. */
  isProbe: boolean;
  /** Waits of the callback's breaker since it opened. */
  probes: number;
  /** Null when nothing is owed any more. */
  delivery: JobDelivery | null;
};

export type JobDelivery = {
  id: string;
  attempts: number;
  event: { id: string; type: EventType; occurredAt: Date; payload: string };
};

/** `tokenIsUsable` as text for the driver; it stands on `api_tokens` unaliased and has no parameters. */
export const TOKEN_IS_USABLE = new PgDialect().sqlToQuery(tokenIsUsable).sql;

type JobRow = LeasedLane & {
  url: string;
  isProbe: boolean;
  probes: number;
  tokenId: string;
  supplierId: string;
  permissions: Permission[];
  masksContacts: boolean;
  numberIds: string[] | null;
  signingSecrets: string[];
  deliveryId: string | null;
  attempts: number;
  eventId: string;
  eventType: EventType;
  occurredAt: string;
  payload: string;
};

function toJob(row: JobRow): Job {
  const { tokenId, supplierId, permissions, masksContacts, numberIds } = row;
  return {
    callbackId: row.callbackId,
    conversationId: row.conversationId,
    leaseUntil: row.leaseUntil,
    url: row.url,
    isProbe: row.isProbe,
    probes: row.probes,
    grant: { tokenId, supplierId, permissions, masksContacts, numberIds },
    signingSecrets: row.signingSecrets,
    delivery:
      row.deliveryId === null
        ? null
        : {
            id: row.deliveryId,
            attempts: row.attempts,
            event: {
              id: row.eventId,
              type: row.eventType,
              occurredAt: new Date(row.occurredAt),
              payload: row.payload,
            },
          },
  };
}

/** Reads what is owed first on each of these lanes, with all that its try needs, as it is at this moment. */
export async function loadJobs(sql: Sql, lanes: readonly LeasedLane[]): Promise<Job[]> {
  if (lanes.length === 0) return [];
  const rows = await sql<JobRow[]>`
    select lane.callback_id as "callbackId", lane.conversation_id as "conversationId",
      lane.lease_until as "leaseUntil", callbacks.url,
      callbacks.probe_at is not null as "isProbe", callbacks.probes,
      api_tokens.id as "tokenId", api_tokens.supplier_id as "supplierId", api_tokens.permissions,
      api_tokens.masks_contacts as "masksContacts",
      case when api_tokens.sees_all_numbers then null else array(
        select managed_number_id from api_token_numbers where token_id = api_tokens.id) end as "numberIds",
      array_remove(array[api_tokens.signing_secret,
        case when api_tokens.previous_signing_secret_until > now() then api_tokens.previous_signing_secret end
      ], null) as "signingSecrets",
      head.*
    from unnest(${lanes.map((lane) => lane.callbackId)}::uuid[], ${lanes.map((lane) => lane.conversationId)}::uuid[],
      ${lanes.map((lane) => lane.leaseUntil)}::text[]) lane (callback_id, conversation_id, lease_until)
    join callbacks on callbacks.id = lane.callback_id
    join api_tokens on api_tokens.id = callbacks.token_id
    left join lateral (
      select d.id as "deliveryId", d.attempts, e.id as "eventId", e.type as "eventType",
        e.occurred_at as "occurredAt", e.payload
      from deliveries d join events e on e.id = d.event_id
      where d.callback_id = lane.callback_id and d.conversation_id = lane.conversation_id and d.state = 'pending'
      order by d.event_seq limit 1) head on true`;
  return rows.map(toJob);
}
