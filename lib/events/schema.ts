import { z } from "zod";
import { EVENT_TYPES, type EventType } from "@/db/constants";
import type {
  ConversationResource,
  MessageResource,
  StatusChangeResource,
} from "../conversations/resource-schema";
import { partyFilters } from "../conversations/schema";
import { pageInput } from "../http/cursor";
import { instantInQuery, optionalChoice } from "../input";

/** What happened, whole and unmasked; what leaves of it is cut to the rights of the token (`present.ts`). */
export type EventPayload = {
  conversation: ConversationResource;
  /** For `message.received`; a position that was sent is inside. */
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

/** Which events: those after one, by its id, of those recorded since `from`; without both all from the oldest on. */
export const listEventsInput = z.strictObject({
  limit: pageInput.limit,
  after: z
    .string()
    .optional()
    .describe(
      "Only events after this one: the `next_cursor` of the page before, or the last id that you read here.",
    ),
  from: instantInQuery.describe(
    "Only events that were recorded at this time or later. Without it and `after`, all that are kept.",
  ),
  type: optionalChoice(EVENT_TYPES).describe("Only events of this type."),
  managed_number_id: partyFilters.managed_number_id,
});
export type ListEventsInput = z.output<typeof listEventsInput>;
