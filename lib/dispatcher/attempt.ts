import type { KeyObject } from "node:crypto";
import type { Dispatcher } from "undici";
import { eventBody } from "../events/present";
import type { EventPayload } from "../events/schema";
import { isDelivered, type SendResult, sendCallback } from "../outbound/send";
import { signatureHeaders } from "../signing-secrets/sign";
import type { Job, JobDelivery } from "./job";
import { pauseReason, type RetryInput } from "./retry";

/** What became of a delivery in a worker's hands. */
export type AttemptOutcome =
  | { kind: "cancelled"; reason: string }
  | {
      kind: "tried";
      startedAt: Date;
      result: SendResult;
      delivered: boolean;
      /** Null when it was delivered. */
      retryInMs: number | null;
      /** How long the callback is left alone, should its breaker open; null when it was delivered. */
      probeInMs: number | null;
      /** Why the callback is not called any more; null when it is. */
      pauseReason: string | null;
    };

/** A delivery and what became of it. */
export type DeliveryOutcome = { delivery: JobDelivery; outcome: AttemptOutcome };

export type AttemptOptions = {
  agent: Dispatcher;
  /** Opens an encrypted signing secret. */
  openKey: (sealedSecret: string) => KeyObject;
  now: () => Date;
  random: () => number;
  retryDelayMs: (input: RetryInput) => number;
  signal: AbortSignal;
};

const FAILED: SendResult = {
  statusCode: null,
  error: "internal",
  durationMs: 0,
  excerpt: null,
  retryAfterMs: null,
};

function prepare(job: Job, delivery: JobDelivery, payload: EventPayload, options: AttemptOptions) {
  const body = eventBody({ ...delivery.event, payload }, job.grant);
  const headers = signatureHeaders({
    id: delivery.event.id,
    timestamp: options.now(),
    body,
    keys: job.signingSecrets.map(options.openKey),
  });
  return { body, headers };
}

/**
 * Tries one delivery of a job: the body is made from the token's rights when the job was read, and what the token does not
 * see any more is cancelled instead. Never rejects; `onFault` hears of failures that are our own.
 */
export async function attemptDelivery(
  job: Job,
  delivery: JobDelivery,
  options: AttemptOptions,
  onFault: (error: unknown) => void,
): Promise<AttemptOutcome> {
  const { grant } = job;
  const startedAt = options.now();
  let result = FAILED;
  try {
    const payload = JSON.parse(delivery.event.payload) as EventPayload;
    if (grant.numberIds && !grant.numberIds.includes(payload.conversation.managed_number.id))
      return { kind: "cancelled", reason: "number_not_visible" };
    const prepared = prepare(job, delivery, payload, options);
    result = await sendCallback({ ...prepared, url: job.url, agent: options.agent, signal: options.signal });
  } catch (error) {
    onFault(error);
  }
  const delivered = isDelivered(result);
  const isBrokenOff = result.error === "aborted";
  const waitMs = (attempts: number) =>
    options.retryDelayMs({ attempts, retryAfterMs: result.retryAfterMs, random: options.random });
  return {
    kind: "tried",
    startedAt,
    result,
    delivered,
    retryInMs: delivered ? null : isBrokenOff ? 0 : waitMs(delivery.attempts + 1),
    probeInMs: delivered || isBrokenOff ? null : waitMs(job.probes + 1),
    pauseReason: pauseReason(result.statusCode),
  };
}
