import { z } from "zod";
import { EVENT_TYPES, type EventType } from "@/db/constants";
import { seenVersion } from "../input";
import type { SectionSaved } from "../result";
import { urlField } from "./words";

const MAX_URL = 2048;

const url = z.string().trim().max(MAX_URL, `Use at most ${MAX_URL} characters.`).default("");

/**
 * One endpoint per event type; an empty one takes the callback away, and what it is owed is cancelled where `cancels`
 * names it.
 */
export const saveCallbacksInput = z
  .object({
    tokenId: z.uuid(),
    "url.conversation.created": url,
    "url.message.received": url,
    "url.message.status_changed": url,
    enabled: z.array(z.enum(EVENT_TYPES)).default([]),
    cancels: z.array(z.enum(EVENT_TYPES)).default([]),
    version: seenVersion,
  })
  .transform(({ tokenId, enabled, cancels, version, ...urls }) => ({
    tokenId,
    version,
    cancels,
    callbacks: EVENT_TYPES.map((eventType) => ({
      eventType,
      url: urls[urlField(eventType)],
      enabled: enabled.includes(eventType) && urls[urlField(eventType)] !== "",
    })),
  }));
export type SaveCallbacksInput = z.output<typeof saveCallbacksInput>;

/** What a save of callbacks answers: also how many deliveries it cancelled, of each endpoint counted as `TakeAwayImpact`. */
export type CallbacksSaved = SectionSaved & { cancelled: number };

/** The endpoints of a token that would be taken away. */
export const takeAwayInput = z.object({ tokenId: z.uuid(), eventTypes: z.array(z.enum(EVENT_TYPES)) });
export type TakeAwayInput = z.output<typeof takeAwayInput>;

/** What would be cancelled with an endpoint, counted up to one above `MAX_COUNTED_DELIVERIES`. */
export type TakeAwayImpact = { eventType: EventType; pendingDeliveries: number };

/**
 * `closed`: it is called. `open`: it failed too often and is left alone until its next attempt. `half_open`: that is due
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
  nextAttemptAt: Date | null;
  pauseWarning: PauseWarning | null;
  /** When it is paused if it goes on failing; null without a warning. */
  pausesAt: Date | null;
  pendingDeliveries: number;
};

/** How the attempts of one callback at its present URL went in the last 24 hours, by the newest of what it is owed. */
export type CallbackHealth = {
  eventType: EventType;
  attempts: number;
  /** True where it had more than was looked at: then these are the newest attempts. */
  isPart: boolean;
  /** Those of them that were answered 2xx. */
  accepted: number;
  /** 95 of 100 attempts took no longer; null without attempts. */
  p95Ms: number | null;
};

export const checkUrlInput = z.object({ url });
export type CheckUrlInput = z.output<typeof checkUrlInput>;

/** Whether callbacks could be sent to a URL at this moment, in a sentence. */
export type UrlVerdict = { ok: boolean; words: string };

/** One callback of a token, for a test or an attempt. */
export const oneCallbackInput = z.object({ tokenId: z.uuid(), eventType: z.enum(EVENT_TYPES) });
export type OneCallbackInput = z.output<typeof oneCallbackInput>;

/** How long each phase of a test took; null where there was none or it was not reached. */
export type TestPhases = {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
  firstByteMs: number | null;
};

/** What came of a test. */
export type TestResult = {
  startedAt: Date;
  url: string;
  /** True when the documented example was sent, for want of an event or of a token that is usable. */
  isExample: boolean;
  delivered: boolean;
  statusCode: number | null;
  error: string | null;
  /** The beginning of what the endpoint answered, as it came. */
  excerpt: string | null;
  phases: TestPhases;
  durationMs: number;
};
