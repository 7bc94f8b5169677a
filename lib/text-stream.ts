import "server-only";
import { pulledStream } from "./pulled-stream";

/** Lines are joined to pieces of about this size: one piece per line would cost more than the lines. */
const PIECE_CHARS = 16_384;

/** Joins lines, each with its end, to pieces that are worth sending. */
export async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = "";
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of pieces) yield encoder.encode(piece);
}

/**
 * Streams pieces of text as UTF-8, each when it is asked for; when they fail, so does the stream, and they end with it.
 * A piece ends where a character does. The signal tells whoever looks for the next piece that nobody reads any more.
 */
export function streamText(
  pieces: (signal: AbortSignal) => AsyncIterable<string>,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  return pulledStream(encoded(pieces(gone.signal)), () => gone.abort());
}
