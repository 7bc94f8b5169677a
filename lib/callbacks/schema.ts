import { z } from "zod";
import { EVENT_TYPES, type EventType } from "@/db/constants";

const MAX_URL = 2048;

/** The event types in words. */
export const EVENT_LABELS: Record<EventType, string> = {
  "conversation.created": "New conversation",
  "message.received": "Incoming message",
  "message.status_changed": "Change of message status",
};

const url = z.string().trim().max(MAX_URL).default("");

/** The form field that holds the endpoint of an event type. */
export function urlField<T extends EventType>(eventType: T): `url.${T}` {
  return `url.${eventType}`;
}

/** One endpoint per event type; an empty one takes the callback away. */
export const saveCallbacksInput = z
  .object({
    tokenId: z.uuid(),
    "url.conversation.created": url,
    "url.message.received": url,
    "url.message.status_changed": url,
    enabled: z.array(z.enum(EVENT_TYPES)).default([]),
    /** What the editor saw of the endpoints; absent when nothing. */
    version: z.string().max(64).optional(),
  })
  .transform(({ tokenId, enabled, version, ...urls }) => ({
    tokenId,
    version,
    callbacks: EVENT_TYPES.map((eventType) => ({
      eventType,
      url: urls[urlField(eventType)],
      enabled: enabled.includes(eventType) && urls[urlField(eventType)] !== "",
    })),
  }));
export type SaveCallbacksInput = z.output<typeof saveCallbacksInput>;

/** A token's endpoint for one event type, with its health. */
export type CallbackDetails = {
  eventType: EventType;
  url: string;
  enabled: boolean;
  pausedReason: string | null;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastError: string | null;
  pendingDeliveries: number;
};
