import "server-only";
import { Readable } from "node:stream";

/** Lines are joined to pieces of about this size: one piece per line would cost more than the lines. */
const PIECE_CHARS = 16_384;

async function* pieces(lines: AsyncIterable<string>) {
  let piece = "";
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

/** Streams lines, each with its end, as UTF-8 in constant memory; when they fail, so does the stream, and they end with it. */
export function streamLines(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const source = Readable.from(pieces(lines), { objectMode: true, highWaterMark: 2 });
  return (Readable.toWeb(source) as ReadableStream<string>).pipeThrough(new TextEncoderStream());
}
