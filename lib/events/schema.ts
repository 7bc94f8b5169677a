import { z } from "zod";
import type { EventType } from "@/db/constants";
import {
  conversationExample,
  messageExample,
  outboundMessageExample,
  statusChangeExample,
} from "../conversations/examples";
import {
  type ConversationResource,
  conversationResource,
  type MessageResource,
  messageResource,
  type StatusChangeResource,
  statusChangeResource,
} from "../conversations/schema";

/** What happened, whole and unmasked; what leaves of it is cut to the rights of the token (`present.ts`). */
export type EventPayload = {
  conversation: ConversationResource;
  /** For `message.received`; its text position is inside. */
  message?: MessageResource;
  /** For `message.status_changed`. */
  change?: StatusChangeResource;
};

/** An event that is about to be published. */
export type NewEvent = {
  type: EventType;
  occurredAt: Date;
  payload: EventPayload;
};

const conversationId = z.strictObject({ id: z.uuid() });

const eventMessage = messageResource
  .extend({
    text_truncated: z.boolean().describe("True when the text was cut to fit; the API has it whole."),
  })
  .meta({
    id: "EventMessage",
    description: "A message as a callback carries it.",
    examples: [{ ...messageExample, text_truncated: false }],
  });

type EventSchemas = {
  id: string;
  description: string;
  whole: z.ZodType;
  idsOnly: z.ZodType;
  example: unknown;
};

/** The body of one event's callback: whole, or ids and types only for a token without Read conversations. */
function eventBodyOf<T extends EventType>(
  type: T,
  { id, description, whole, idsOnly, example }: EventSchemas,
) {
  return z
    .strictObject({
      type: z.literal(type),
      timestamp: z.iso.datetime().describe("When it happened."),
      data: z
        .union([whole, idsOnly])
        .describe("Ids and types only when the token lacks the permission Read conversations."),
    })
    .meta({ id, description, examples: [example] });
}

/** The bodies of callbacks, by the type of their event. */
export const eventBodies = {
  "conversation.created": eventBodyOf("conversation.created", {
    id: "ConversationCreated",
    description: "A conversation was opened.",
    whole: z.strictObject({ conversation: conversationResource }),
    idsOnly: z.strictObject({ conversation: conversationId }),
    example: {
      type: "conversation.created",
      timestamp: conversationExample.opened_at,
      data: { conversation: conversationExample },
    },
  }),
  "message.received": eventBodyOf("message.received", {
    id: "MessageReceived",
    description: "A contact wrote.",
    whole: z.strictObject({ conversation: conversationResource, message: eventMessage }),
    idsOnly: z.strictObject({
      conversation: conversationId,
      message: messageResource.pick({ id: true, direction: true, type: true }),
    }),
    example: {
      type: "message.received",
      timestamp: messageExample.sent_at,
      data: { conversation: conversationExample, message: { ...messageExample, text_truncated: false } },
    },
  }),
  "message.status_changed": eventBodyOf("message.status_changed", {
    id: "MessageStatusChanged",
    description: "A message went on to another status.",
    whole: z.strictObject({ conversation: conversationResource, change: statusChangeResource }),
    idsOnly: z.strictObject({
      conversation: conversationId,
      change: statusChangeResource.pick({ message_id: true }),
    }),
    example: {
      type: "message.status_changed",
      timestamp: statusChangeExample.changed_at,
      data: {
        conversation: { ...conversationExample, last_message_at: outboundMessageExample.sent_at },
        change: statusChangeExample,
      },
    },
  }),
} satisfies Record<EventType, z.ZodType>;
