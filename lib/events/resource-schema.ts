import { z } from "zod";
import type { EventType } from "@/db/constants";
import {
  conversationExample,
  messageExample,
  outboundMessageExample,
  statusChangeExample,
} from "../conversations/examples";
import {
  conversationResource,
  messageResource,
  statusChangeResource,
} from "../conversations/resource-schema";

const EXAMPLE_ID = "019a3f00-1c2d-7000-8000-000000000007";

/** The conversation as it was when it began. */
const openedExample = {
  ...conversationExample,
  status: "waiting",
  last_message_at: conversationExample.opened_at,
};

const conversationId = z.strictObject({ id: z.uuid() });
const timestamp = z.iso.datetime().describe("When it happened.");

const eventMessage = messageResource
  .extend({
    text_truncated: z
      .boolean()
      .describe("True when the text was cut to fit; `GET /messages/{id}` has it whole."),
  })
  .meta({
    id: "EventMessage",
    description: "A message as an event carries it.",
    examples: [{ ...messageExample, text_truncated: false }],
  });

/** What each event carries: whole, and without Read conversations. */
const CREATED = {
  whole: z.strictObject({ conversation: conversationResource }),
  idsOnly: z.strictObject({ conversation: conversationId }),
};
const RECEIVED = {
  whole: z.strictObject({ conversation: conversationResource, message: eventMessage }),
  idsOnly: z.strictObject({
    conversation: conversationId,
    message: messageResource.pick({ id: true, direction: true, type: true }),
  }),
};
const STATUS_CHANGED = {
  whole: z.strictObject({ conversation: conversationResource, change: statusChangeResource }),
  idsOnly: z.strictObject({
    conversation: conversationId,
    change: statusChangeResource.pick({ message_id: true }),
  }),
};

type Contents = { whole: z.ZodType; idsOnly: z.ZodType };

/**
 * The body of one event's callback: whole, or for a token without Read conversations only ids, and of a message also its
 * direction and type.
 */
function callbackBody(type: EventType, { whole, idsOnly }: Contents) {
  return z.strictObject({
    type: z.literal(type),
    timestamp,
    data: z
      .union([whole, idsOnly])
      .describe(
        "Ids, types and directions only, neither a new status nor a position, when the token lacks the permission Read conversations.",
      ),
  });
}

/** The bodies of callbacks, by the type of their event. */
export const eventBodies = {
  "conversation.created": callbackBody("conversation.created", CREATED).meta({
    id: "ConversationCreated",
    description: "A conversation was opened.",
    examples: [
      {
        type: "conversation.created",
        timestamp: conversationExample.opened_at,
        data: { conversation: openedExample },
      },
    ],
  }),
  "message.received": callbackBody("message.received", RECEIVED).meta({
    id: "MessageReceived",
    description: "A contact wrote.",
    examples: [
      {
        type: "message.received",
        timestamp: messageExample.sent_at,
        data: { conversation: conversationExample, message: { ...messageExample, text_truncated: false } },
      },
    ],
  }),
  "message.status_changed": callbackBody("message.status_changed", STATUS_CHANGED).meta({
    id: "MessageStatusChanged",
    description: "A message went on to another status.",
    examples: [
      {
        type: "message.status_changed",
        timestamp: statusChangeExample.changed_at,
        data: {
          conversation: { ...conversationExample, last_message_at: outboundMessageExample.sent_at },
          change: statusChangeExample,
        },
      },
    ],
  }),
} satisfies Record<EventType, z.ZodType>;

const feedItem = <T extends EventType, W extends z.ZodType>(type: T, data: W) =>
  z.strictObject({ id: z.uuid(), type: z.literal(type), timestamp, data });

/** An event as the feed gives it: the body of its callback, and the id that is the callback's `webhook-id`. */
export const eventResource = z
  .discriminatedUnion("type", [
    feedItem("conversation.created", CREATED.whole),
    feedItem("message.received", RECEIVED.whole),
    feedItem("message.status_changed", STATUS_CHANGED.whole),
  ])
  .meta({
    id: "Event",
    description:
      "What happened: the body of a callback, and as its `id` the callback's `webhook-id`. Its conversation is as it was then.",
    examples: [
      {
        id: EXAMPLE_ID,
        type: "conversation.created",
        timestamp: conversationExample.opened_at,
        data: { conversation: openedExample },
      },
    ],
  });

export type EventResource = z.output<typeof eventResource>;
