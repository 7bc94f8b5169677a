import { z } from "zod";
import { EVENT_TYPES, type EventType } from "@/db/constants";
import type { ConversationResource, MessageResource, StatusChangeResource } from "../conversations/schema";
import { pageInput } from "../http/cursor";
import { optionalChoice, optionalInstant } from "../input";

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

/** An event as the feed gives it: the body of its callback, and the id that is the callback's `webhook-id`. */
export type EventResource = { id: string; type: EventType; timestamp: string; data: EventPayload };

/** Which events: those after one, by its id, of those recorded since `from`; without both all from the oldest on. */
export const listEventsInput = z.strictObject({
  limit: pageInput.limit,
  after: z.string().optional(),
  from: optionalInstant,
  type: optionalChoice(EVENT_TYPES),
});
export type ListEventsInput = z.output<typeof listEventsInput>;
