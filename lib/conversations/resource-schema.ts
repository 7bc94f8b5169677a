import { z } from "zod";
import { CONVERSATION_STATUSES, MESSAGE_DIRECTIONS, MESSAGE_STATUSES } from "@/db/constants";
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
