import { AppError } from "../errors";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

function tooLarge(limitBytes: number): AppError {
  return new AppError("payload_too_large", `The body may have at most ${limitBytes} bytes.`);
}

/** The next piece of a body; throws `request_cut_off` when the connection ends before the body does. */
async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch (cause) {
    throw new AppError("request_cut_off", "The request ends before its body does.", { cause });
  }
}

/**
 * Reads a body of at most `limitBytes`, by what it declares and by what really arrives; throws `payload_too_large`
 * and stops reading as soon as it is over, and `request_cut_off` for one that ends early.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await nextPiece(reader);
    if (done) return Buffer.concat(chunks, length);
    length += value.byteLength;
    if (length > limitBytes) {
      await reader.cancel().catch(() => undefined);
      throw tooLarge(limitBytes);
    }
    chunks.push(value);
  }
}

/** True when brackets nest deeper than `maxDepth`; a scan of the bytes, for a recursive look would overflow the stack. */
function isDeeperThan(bytes: Uint8Array, maxDepth: number): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (OPENING.has(byte)) {
      if (++depth > maxDepth) return true;
    } else if (CLOSING.has(byte)) depth--;
  }
  return false;
}

/** Parses JSON (RFC 8259, UTF-8) that nests at most `maxDepth` levels; throws `malformed_body` for anything else. */
export function parseJson(bytes: Uint8Array, maxDepth = 32): unknown {
  if (isDeeperThan(bytes, maxDepth))
    throw new AppError("malformed_body", `The body may nest at most ${maxDepth} levels.`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError("malformed_body", "The body is not JSON in UTF-8.", { cause });
  }
}
