import "server-only";
import type { ISql, PendingQuery, Row } from "postgres";
import type { Grant } from "../api-tokens/grant";
import { presentConversation, presentLocation, presentMessage } from "./present";
import {
  type ConversationFields,
  type MessageFields,
  toConversationResource,
  toMessageResource,
} from "./resource";
import type {
  ConversationResource,
  LocationResource,
  MessageResource,
  PositionResource,
} from "./resource-schema";

/**
 * What the API reads, as SQL that is sent as prepared statements: to build such a query anew for each call, to have it
 * planned and its rows mapped would cost more than all else that the call does.
 */
export type Fragment = PendingQuery<Row[]>;

/** A time as the database writes it in UTC: `2026-11-01 10:00:00.123456+00`, without a fraction when that is zero. */
type Timestamp = string;

type PartyColumns = {
  number_id: string;
  number_phone: string;
  number_label: string;
  contact_id: string;
  contact_phone: string;
  contact_name: string | null;
};

export type ConversationRow = PartyColumns & ConversationFields<Timestamp>;

type PositionColumns = {
  latitude: number | null;
  longitude: number | null;
  name: string | null;
  address: string | null;
};

export type MessageRow = PositionColumns & MessageFields<Timestamp>;

export type LocationRow = PartyColumns &
  PositionResource &
  Pick<LocationResource, "id" | "message_id" | "conversation_id"> & { sent_at: Timestamp };

const partyColumns = (sql: ISql) => sql`
  numbers.id as number_id, numbers.phone as number_phone, numbers.label as number_label,
  contacts.id as contact_id, contacts.phone as contact_phone, contacts.name as contact_name`;

/** Selects `ConversationRow`s. */
export const selectConversations = (sql: ISql): Fragment => sql`
  select conversations.id, conversations.status, conversations.opened_at, conversations.last_message_at,
    conversations.closed_at, ${partyColumns(sql)}
  from conversations
  join managed_numbers numbers on numbers.id = conversations.managed_number_id
  join contacts on contacts.id = conversations.contact_id`;

/** Selects `MessageRow`s. */
export const selectMessages = (sql: ISql): Fragment => sql`
  select messages.id, messages.conversation_id, messages.direction, messages.type, messages.text, messages.external_id,
    messages.status, messages.status_at, messages.sent_at,
    locations.latitude, locations.longitude, locations.name, locations.address
  from messages left join locations on locations.message_id = messages.id`;

/** Selects `LocationRow`s. */
export const selectLocations = (sql: ISql): Fragment => sql`
  select locations.id, locations.message_id, locations.conversation_id, locations.sent_at,
    locations.latitude, locations.longitude, locations.name, locations.address, ${partyColumns(sql)}
  from locations
  join managed_numbers numbers on numbers.id = locations.managed_number_id
  join contacts on contacts.id = locations.contact_id`;

/** A time of a row as RFC 3339, to the millisecond unless more `digits` of the second are asked for. */
export function rfc3339(time: Timestamp, digits = 3): string {
  const fraction = time.slice(20, -3).slice(0, digits).padEnd(digits, "0");
  return `${time.slice(0, 10)}T${time.slice(11, 19)}.${fraction}Z`;
}

const partiesOf = (row: PartyColumns) => ({
  managed_number: { id: row.number_id, phone: row.number_phone, label: row.number_label },
  contact: { id: row.contact_id, phone: row.contact_phone, name: row.contact_name },
});

function positionOf({ latitude, longitude, name, address }: PositionColumns): PositionResource | null {
  return latitude === null || longitude === null ? null : { latitude, longitude, name, address };
}

/** The conversation of a row as the token may see it. */
export function conversationOf(row: ConversationRow, grant: Grant): ConversationResource {
  return presentConversation(toConversationResource(row, partiesOf(row), rfc3339), grant);
}

/** The message of a row as the token may see it. */
export function messageOf(row: MessageRow, grant: Grant): MessageResource {
  return presentMessage(toMessageResource(row, positionOf(row), rfc3339), grant);
}

/** The location of a row as the token may see it. */
export function locationOf(row: LocationRow, grant: Grant): LocationResource {
  const { latitude, longitude, name, address } = row;
  const location = {
    id: row.id,
    message_id: row.message_id,
    conversation_id: row.conversation_id,
    ...partiesOf(row),
    ...{ latitude, longitude, name, address },
    sent_at: rfc3339(row.sent_at),
  };
  return presentLocation(location, grant);
}
