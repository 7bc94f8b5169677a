import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { storableText } from "../input";
import { networkErrorCode, type SendErrorCode } from "./network-error";

const TOTAL_TIMEOUT_MS = 15_000;
const ANSWER_LIMIT_BYTES = 16_384;
const EXCERPT_LIMIT_CHARS = 2_000;

/** The headers of every callback, besides those of its signature. */
export const FIXED_HEADERS = {
  "content-type": "application/json",
  "user-agent": "WitiOp-Callbacks/1",
} as const;

type SendInput = {
  url: string;
  body: string;
  /** Besides the fixed ones. */
  headers: Record<string, string>;
  agent: Dispatcher;
  /** Breaks the attempt off; its result says `aborted`. */
  signal?: AbortSignal;
  timeoutMs?: number;
  /** Hears of the answer at the moment when its status is there. */
  onAnswer?: () => void;
};

export type SendResult = {
  /** Null when no answer came. */
  statusCode: number | null;
  /** What went wrong below HTTP; null when an answer came. */
  error: SendErrorCode | null;
  durationMs: number;
  /** The beginning of the answer's body as storable text; null when it is empty. */
  excerpt: string | null;
  /** What `Retry-After` asks for, from now on. */
  retryAfterMs: number | null;
};

/** Reads `Retry-After` (RFC 9110), seconds or a date, as milliseconds from `now` on; null when it is neither. */
export function parseRetryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value) * 1000;
  // Date.parse alone would also read "-5" as a year.
  const at = /^[A-Za-z]{3,9},/.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

function excerptOf(chunks: readonly Buffer[]): string | null {
  if (chunks.length === 0) return null;
  const text = storableText(Buffer.concat(chunks).toString("utf8"))
    .slice(0, EXCERPT_LIMIT_CHARS)
    .toWellFormed();
  return text === "" ? null : text;
}

/**
 * One POST, heard of as undici's own parts hear of theirs: a request with a stream and an abort signal of its own costs
 * half as much again. It is settled by what comes first: the end of the answer, more of it than is read, a failure, or
 * `stop`. Once a status has come, it decides: what is missing of the text is not worth a failure.
 */
class Call implements Dispatcher.DispatchHandler {
  readonly #input: SendInput;
  readonly #settle: (result: SendResult) => void;
  readonly #begun = performance.now();
  #controller: Dispatcher.DispatchController | null = null;
  #answer: Pick<SendResult, "statusCode" | "retryAfterMs"> | null = null;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #isSettled = false;

  constructor(input: SendInput, settle: (result: SendResult) => void) {
    this.#input = input;
    this.#settle = settle;
  }

  start(): void {
    const { url, agent, headers, body } = this.#input;
    try {
      const { origin, pathname, search } = new URL(url);
      const sent = { ...FIXED_HEADERS, ...headers };
      agent.dispatch({ origin, path: pathname + search, method: "POST", headers: sent, body }, this);
    } catch (error) {
      this.#end(networkErrorCode(error));
    }
  }

  /** Breaks it off, wherever it is. */
  stop(code: SendErrorCode): void {
    this.#end(code);
    this.#controller?.abort(new Error(code));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#isSettled) controller.abort(new Error("broken off before it began"));
    this.#controller = controller;
  }

  onResponseStart(_controller: unknown, statusCode: number, headers: IncomingHttpHeaders): void {
    if (statusCode < 200) return;
    // Undici gives a list of what was sent twice.
    const [retryAfter] = [headers["retry-after"]].flat();
    this.#answer = { statusCode, retryAfterMs: parseRetryAfter(retryAfter, new Date()) };
    this.#input.onAnswer?.();
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk.subarray(0, ANSWER_LIMIT_BYTES - this.#size));
    this.#size += chunk.length;
    if (this.#size < ANSWER_LIMIT_BYTES) return;
    this.#end(null);
    controller.abort(new Error("more than is read"));
  }

  onResponseEnd(): void {
    this.#end(null);
  }

  onResponseError(_controller: unknown, error: Error): void {
    this.#end(networkErrorCode(error));
  }

  #end(error: SendErrorCode | null): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    const durationMs = Math.round(performance.now() - this.#begun);
    this.#settle(
      this.#answer === null
        ? { statusCode: null, error, durationMs, excerpt: null, retryAfterMs: null }
        : { ...this.#answer, error: null, durationMs, excerpt: excerptOf(this.#chunks) },
    );
  }
}

/**
 * Makes one signed POST and tells what came of it; it never rejects for what the network or the receiver does. It
 * follows no redirect, takes 15 seconds at most and reads 16 kB at most.
 */
export function sendCallback(input: SendInput): Promise<SendResult> {
  const { signal, timeoutMs = TOTAL_TIMEOUT_MS } = input;
  const { promise, resolve } = Promise.withResolvers<SendResult>();
  const abort = () => call.stop("aborted");
  const timer = setTimeout(() => call.stop("timeout"), timeoutMs);
  const call = new Call(input, (result) => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    resolve(result);
  });
  signal?.addEventListener("abort", abort, { once: true });
  if (signal?.aborted) abort();
  else call.start();
  return promise;
}

/** True when the receiver took the callback. */
export function isDelivered({ statusCode }: SendResult): boolean {
  return statusCode !== null && statusCode >= 200 && statusCode < 300;
}
