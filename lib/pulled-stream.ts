import "server-only";
import type { Readable, Writable } from "node:stream";

/**
 * Streams what an iterable gives, each piece when it is asked for; when it fails, so does the stream, and they end together.
 * `leave` hears at once when nobody reads any more, and then the iterable is ended.
 */
export function pulledStream<T>(source: AsyncIterable<T>, leave: () => void): ReadableStream<T> {
  const iterator = source[Symbol.asyncIterator]();
  return new ReadableStream<T>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        leave();
        await iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/**
 * Does the same with what comes out of a stream of Node.js; whoever leaves destroys it. Never `Readable.toWeb` or
 * `CompressionStream`: both throw where nobody can catch it when their reader leaves in the wrong moment.
 */
export function pulledFrom(output: Readable): ReadableStream<Uint8Array> {
  // A failure before the first piece is asked for reaches the reader all the same.
  output.on("error", () => undefined);
  return pulledStream<Uint8Array>(output, () => output.destroy());
}

/** Resolves when the stream takes more, or what its bytes come out of is closed, as it is when its reader left. */
export function drained(stream: Writable, output: Readable): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off("drain", go);
      output.off("close", go);
      resolve();
    };
    stream.on("drain", go);
    output.on("close", go);
  });
}
