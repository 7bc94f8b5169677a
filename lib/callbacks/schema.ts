import { z } from "zod";
import { EVENT_TYPES, type EventType } from "@/db/constants";
import { seenVersion } from "../input";

import { urlField } from "./words";

const MAX_URL = 2048;

const url = z.string().trim().max(MAX_URL).default("");

/** One endpoint per event type; an empty one takes the callback away. */
export const saveCallbacksInput = z
  .object({
    tokenId: z.uuid(),
    "url.conversation.created": url,
    "url.message.received": url,
    "url.message.status_changed": url,
    enabled: z.array(z.enum(EVENT_TYPES)).default([]),
    version: seenVersion,
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

/**
 * `closed`: it is called. `open`: it failed too often and is left alone until its next try. `half_open`: that try is due
 * or under way. `paused`: the product stopped calling it.
 */
export type BreakerState = "closed" | "open" | "half_open" | "paused";

/** Percent of the time for which a callback may do nothing but fail before it is paused. */
export type PauseWarning = 50 | 90;

/** A token's endpoint for one event type, with its health. */
export type CallbackDetails = {
  eventType: EventType;
  url: string;
  enabled: boolean;
  pausedReason: string | null;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  lastError: string | null;
  breaker: BreakerState;
  /** When the first of what waits is sent; past when it is due, null when nothing waits or nothing will be sent. */
  nextTryAt: Date | null;
  pauseWarning: PauseWarning | null;
  /** When it is paused if it goes on failing; null without a warning. */
  pausesAt: Date | null;
  pendingDeliveries: number;
};
