import "server-only";

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

/**
 * Streams pieces of text as UTF-8, each when it is asked for; when they fail, so does the stream, and they end with it.
 * A piece ends where a character does. The signal tells whoever looks for the next piece that nobody reads any more.
 */
export function streamText(
  pieces: (signal: AbortSignal) => AsyncIterable<string>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const gone = new AbortController();
  const iterator = pieces(gone.signal)[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        gone.abort();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
