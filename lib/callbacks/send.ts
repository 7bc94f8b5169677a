import { type Dispatcher, request } from "undici";
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

export type SendInput = {
  url: string;
  body: string;
  /** Besides the fixed ones. */
  headers: Record<string, string>;
  agent: Dispatcher;
  /** Breaks the try off; its result says `aborted`. */
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

/** The first bytes of a body; the connection is closed when there is more, and a broken body ends where it broke. */
async function readStart(body: Dispatcher.ResponseData["body"]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk.subarray(0, ANSWER_LIMIT_BYTES - size));
      size += chunk.length;
      if (size >= ANSWER_LIMIT_BYTES) break;
    }
  } catch {
    // The status has come and decides; what is missing of the text is not worth a failure.
  }
  return Buffer.concat(chunks);
}

function excerptOf(bytes: Buffer): string | null {
  const text = storableText(bytes.toString("utf8")).slice(0, EXCERPT_LIMIT_CHARS).toWellFormed();
  return text === "" ? null : text;
}

async function post(input: SendInput, signal: AbortSignal) {
  const { statusCode, headers, body } = await request(input.url, {
    method: "POST",
    dispatcher: input.agent,
    headers: { ...FIXED_HEADERS, ...input.headers },
    body: input.body,
    signal,
  });
  input.onAnswer?.();
  const retryAfter = headers["retry-after"];
  return {
    statusCode,
    error: null,
    retryAfterMs: parseRetryAfter(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter, new Date()),
    excerpt: excerptOf(await readStart(body)),
  };
}

/**
 * Makes one signed POST and tells what came of it; it never rejects for what the network or the receiver does. It
 * follows no redirect, takes 15 seconds at most and reads 16 kB at most.
 */
export async function sendCallback(input: SendInput): Promise<SendResult> {
  const begun = performance.now();
  const control = new AbortController();
  const abort = () => control.abort("aborted" satisfies SendErrorCode);
  const timer = setTimeout(
    () => control.abort("timeout" satisfies SendErrorCode),
    input.timeoutMs ?? TOTAL_TIMEOUT_MS,
  );
  if (input.signal?.aborted) abort();
  input.signal?.addEventListener("abort", abort, { once: true });
  const durationMs = () => Math.round(performance.now() - begun);
  try {
    const answer = await post(input, control.signal);
    return { ...answer, durationMs: durationMs() };
  } catch (error) {
    const code = control.signal.aborted ? (control.signal.reason as SendErrorCode) : networkErrorCode(error);
    return { statusCode: null, error: code, durationMs: durationMs(), excerpt: null, retryAfterMs: null };
  } finally {
    clearTimeout(timer);
    input.signal?.removeEventListener("abort", abort);
  }
}

/** True when the receiver took the callback. */
export function isDelivered({ statusCode }: SendResult): boolean {
  return statusCode !== null && statusCode >= 200 && statusCode < 300;
}
