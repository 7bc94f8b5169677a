import type { EventType } from "@/db/constants";
import type { ConversationResource, MessageResource, StatusChangeResource } from "../conversations/schema";

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
