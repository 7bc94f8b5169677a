import { z } from "zod";
import {
  CONVERSATION_STATUSES,
  type ConversationStatus,
  MESSAGE_DIRECTIONS,
  MESSAGE_STATUSES,
  type MessageDirection,
  type MessageStatus,
} from "@/db/constants";
import { pageInput } from "../http/cursor";
import { optionalChoice, optionalId, optionalInstant } from "../input";

/** A business number as the API and callbacks show it. */
export type ManagedNumberResource = { id: string; phone: string; label: string };

/** A contact as the API and callbacks show it; masked when the token masks contacts. */
export type ContactResource = { id: string; phone: string; name: string | null };

/** Times are RFC 3339 in UTC; what is unknown is null, never absent. */
export type ConversationResource = {
  id: string;
  status: ConversationStatus;
  managed_number: ManagedNumberResource;
  contact: ContactResource;
  opened_at: string;
  last_message_at: string;
  closed_at: string | null;
};

export type PositionResource = {
  /** Degrees, WGS 84. */
  latitude: number;
  longitude: number;
  name: string | null;
  address: string | null;
};

export type MessageResource = {
  id: string;
  conversation_id: string;
  direction: MessageDirection;
  type: string;
  text: string | null;
  /** WhatsApp's id; null when contacts are masked, for it contains their number. */
  external_id: string | null;
  status: MessageStatus | null;
  status_at: string | null;
  sent_at: string;
  /** The position of a message of type `location`; null without the permission Read locations. */
  position: PositionResource | null;
};

export type LocationResource = PositionResource & {
  id: string;
  message_id: string;
  conversation_id: string;
  managed_number: ManagedNumberResource;
  contact: ContactResource;
  sent_at: string;
};

/** A change of a message's status; `message_id` is null when WhatsApp spoke of a message that is not known here. */
export type StatusChangeResource = {
  message_id: string | null;
  external_id: string | null;
  status: MessageStatus;
  previous_status: MessageStatus | null;
  changed_at: string;
  error: { code: string; title: string | null } | null;
};

/** Inclusive start and exclusive end. */
const period = { from: optionalInstant, to: optionalInstant };

/** Which conversations; the period is that of `opened_at`. */
export const conversationFilters = {
  ...period,
  managed_number_id: optionalId("managed number"),
  contact_id: optionalId("contact"),
  status: optionalChoice(CONVERSATION_STATUSES),
};

/** Which messages; the period is that of `sent_at`. */
export const messageFilters = {
  ...period,
  direction: optionalChoice(MESSAGE_DIRECTIONS),
  status: optionalChoice(MESSAGE_STATUSES),
};

/** Which locations; the period is that of `sent_at`. */
export const locationFilters = {
  ...period,
  managed_number_id: optionalId("managed number"),
  contact_id: optionalId("contact"),
};

/** Which page of the conversations. */
export const listConversationsInput = z.strictObject({ ...pageInput, ...conversationFilters });

/** Which page of a conversation's messages. */
export const listMessagesInput = z.strictObject({ ...pageInput, ...messageFilters });

/** Which page of the locations. */
export const listLocationsInput = z.strictObject({ ...pageInput, ...locationFilters });

export type ListConversationsInput = z.output<typeof listConversationsInput>;
export type ListMessagesInput = z.output<typeof listMessagesInput>;
export type ListLocationsInput = z.output<typeof listLocationsInput>;
