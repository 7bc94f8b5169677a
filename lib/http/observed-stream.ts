/** How a streamed body ended: how much of it went out, and whether that was all of it. */
export type StreamEnd = { bytes: number; isWhole: boolean };

/**
 * The stream, telling once how it ended: to `onEnd` before its last byte is let out, when its reader leaves, or when it
 * fails. Nothing is read ahead of the reader.
 */
export function observedStream(
  stream: ReadableStream<Uint8Array>,
  onEnd: (end: StreamEnd) => Promise<void>,
): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let bytes = 0;
  let hasEnded = false;
  const end = async (isWhole: boolean) => {
    if (hasEnded) return;
    hasEnded = true;
    await onEnd({ bytes, isWhole });
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (value) {
            bytes += value.byteLength;
            controller.enqueue(value);
          }
          if (!done) return;
          await end(true);
          controller.close();
        } catch (error) {
          await end(false);
          controller.error(error);
        }
      },
      async cancel(reason) {
        await Promise.all([reader.cancel(reason), end(false)]);
      },
    },
    { highWaterMark: 0 },
  );
}
