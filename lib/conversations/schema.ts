import { z } from "zod";
import { CONVERSATION_STATUSES, MESSAGE_DIRECTIONS, MESSAGE_STATUSES } from "@/db/constants";
import { pageInput } from "../http/cursor";
import { instantInQuery, optionalChoice, optionalId, storableText } from "../input";
import {
  conversationExample,
  locationExample,
  managedNumberExample,
  messageExample,
  outboundMessageExample,
  statusChangeExample,
} from "./examples";

/** A point in time of an answer: RFC 3339 in UTC. */
const instant = z.iso.datetime();

/** A business number as the API and callbacks show it. */
export const managedNumberResource = z
  .strictObject({
    id: z.uuid(),
    phone: z.string().describe("In E.164: + and digits."),
    label: z.string().describe("What its owner calls it."),
  })
  .meta({
    id: "ManagedNumber",
    description: "A WhatsApp business number.",
    examples: [managedNumberExample],
  });

const contactResource = z
  .strictObject({
    id: z.uuid(),
    phone: z
      .string()
      .describe("In E.164. Masked for some tokens: only the +, its first digit and its last two are left."),
    name: z
      .string()
      .nullable()
      .describe("Masked for some tokens: only the initials. Null when it is not known."),
  })
  .meta({
    id: "Contact",
    description: "The person who writes.",
    examples: [conversationExample.contact],
  });

export const conversationResource = z
  .strictObject({
    id: z.uuid(),
    status: z
      .enum(CONVERSATION_STATUSES)
      .describe(
        "`waiting`: for somebody to take it up; `active`: somebody did; `closed`: it is over; `unmanaged`: nobody took it up. When the contact writes again, a closed or unmanaged one is waiting again.",
      ),
    managed_number: managedNumberResource,
    contact: contactResource,
    opened_at: instant.describe(
      "When it began, once and for all. Lists are in this order, the last one first.",
    ),
    last_message_at: instant,
    closed_at: instant.nullable().describe("Null while it is not closed."),
  })
  .meta({
    id: "Conversation",
    description:
      "What one contact and one managed number write to each other: one for the two, for ever. It may be closed and go on later; that is no new one, and raises no `conversation.created`.",
    examples: [conversationExample],
  });

const position = {
  latitude: z.number().min(-90).max(90).describe("Degrees, WGS 84."),
  longitude: z.number().min(-180).max(180).describe("Degrees, WGS 84."),
  name: z.string().nullable(),
  address: z.string().nullable(),
};

const positionResource = z.strictObject(position).meta({
  id: "Position",
  description: "Where a contact was, as the contact sent it.",
  examples: [messageExample.position],
});

export const messageResource = z
  .strictObject({
    id: z.uuid(),
    conversation_id: z.uuid(),
    direction: z.enum(MESSAGE_DIRECTIONS),
    type: z
      .string()
      .describe("WhatsApp's message type, such as text, image or location; further ones may come."),
    text: z
      .string()
      .nullable()
      .describe(
        "What was written; of an image, video or document the caption, of a pressed button or a chosen entry its title, of a reaction the emoji. Null without any. Images and other files cannot be fetched.",
      ),
    external_id: z
      .string()
      .nullable()
      .describe("WhatsApp's id. Null when contacts are masked, for it contains their number."),
    status: z
      .enum(MESSAGE_STATUSES)
      .nullable()
      .describe("Of an outbound message; never goes backwards, except to failed."),
    status_at: instant.nullable(),
    sent_at: instant,
    position: positionResource
      .nullable()
      .describe("Of a message of type location. Null without the permission Read locations."),
  })
  .meta({
    id: "Message",
    description: "A message of either direction.",
    examples: [messageExample, outboundMessageExample],
  });

export const locationResource = z
  .strictObject({
    id: z.uuid(),
    message_id: z.uuid(),
    conversation_id: z.uuid(),
    managed_number: managedNumberResource,
    contact: contactResource,
    ...position,
    sent_at: instant,
  })
  .meta({
    id: "Location",
    description: "A position that a contact sent in a conversation.",
    examples: [locationExample],
  });

export const statusChangeResource = z
  .strictObject({
    message_id: z.uuid().nullable().describe("Null when WhatsApp spoke of a message that is not known here."),
    external_id: z.string().nullable().describe("WhatsApp's id. Null when contacts are masked."),
    status: z.enum(MESSAGE_STATUSES),
    previous_status: z.enum(MESSAGE_STATUSES).nullable(),
    changed_at: instant,
    error: z
      .strictObject({ code: z.string(), title: z.string().nullable() })
      .nullable()
      .describe("Why it failed, as WhatsApp says."),
  })
  .meta({
    id: "StatusChange",
    description: "A change of a message's status.",
    examples: [statusChangeExample],
  });

export type ManagedNumberResource = z.output<typeof managedNumberResource>;
export type ContactResource = z.output<typeof contactResource>;
export type ConversationResource = z.output<typeof conversationResource>;
export type PositionResource = z.output<typeof positionResource>;
export type MessageResource = z.output<typeof messageResource>;
export type LocationResource = z.output<typeof locationResource>;
export type StatusChangeResource = z.output<typeof statusChangeResource>;

const period = (what: string) => ({
  from: instantInQuery.describe(`Only what was ${what} at this time or later.`),
  to: instantInQuery.describe(`Only what was ${what} before this time.`),
});

/** Refuses a period in which nothing can lie. */
export const beginsBeforeItEnds = z.refine<{ from: Date | null; to: Date | null }>(
  ({ from, to }) => from === null || to === null || from < to,
  { path: ["from"], error: "Give a time before to." },
);

/** Which managed number, and which contact. */
export const partyFilters = {
  managed_number_id: optionalId("managed number").describe(
    "Only this managed number. One that the token does not see gives an empty list.",
  ),
  contact_id: optionalId("contact").describe("Only this contact."),
};

/** Which conversations; the period is that of `opened_at`. */
export const conversationFilters = {
  ...period("opened"),
  ...partyFilters,
  status: optionalChoice(CONVERSATION_STATUSES).describe("Only conversations in this status."),
};

/** Which messages; the period is that of `sent_at`. */
export const messageFilters = {
  ...period("sent"),
  direction: optionalChoice(MESSAGE_DIRECTIONS).describe("Only messages of this direction."),
  status: optionalChoice(MESSAGE_STATUSES).describe("Only messages in this status."),
  type: z
    .string()
    .max(100, "Use at most 100 characters.")
    .transform(storableText)
    .optional()
    .describe("Only messages of this type, such as text or image."),
};

/** Which locations; the period is that of `sent_at`. */
export const locationFilters = {
  ...period("sent"),
  ...partyFilters,
  conversation_id: optionalId("conversation").describe("Only what was sent in this conversation."),
  message_id: optionalId("message").describe("Only the position of this message, as callbacks name it."),
};

/** Which page of the conversations. */
export const listConversationsInput = z
  .strictObject({ ...pageInput, ...conversationFilters })
  .check(beginsBeforeItEnds);

/** Which page of a conversation's messages. */
export const listMessagesInput = z
  .strictObject({ ...pageInput, ...messageFilters })
  .check(beginsBeforeItEnds);

/** Which page of the locations. */
export const listLocationsInput = z
  .strictObject({ ...pageInput, ...locationFilters })
  .check(beginsBeforeItEnds);

export type ListConversationsInput = z.output<typeof listConversationsInput>;
export type ListMessagesInput = z.output<typeof listMessagesInput>;
export type ListLocationsInput = z.output<typeof listLocationsInput>;
