import type { EventType } from "@/db/constants";

/** The event types in words. */
export const EVENT_LABELS: Record<EventType, string> = {
  "conversation.created": "New conversation",
  "message.received": "Incoming message",
  "message.status_changed": "Change of message status",
};

/** The form field that holds the endpoint of an event type. */
export function urlField<T extends EventType>(eventType: T): `url.${T}` {
  return `url.${eventType}`;
}
