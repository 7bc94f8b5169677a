import "server-only";
import { createGzip, type Gzip } from "node:zlib";
import { drained, pulledFrom } from "../pulled-stream";

async function pump(reader: ReadableStreamDefaultReader<Uint8Array>, gzip: Gzip): Promise<void> {
  for (;;) {
    const { done, value } = await reader.read();
    if (gzip.destroyed) return;
    if (done) return void gzip.end();
    if (!gzip.write(value)) await drained(gzip, gzip);
  }
}

/** The stream compressed, read no faster than its reader takes it; it fails as the stream does, and leaves it at once. */
export function gzipStream(stream: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  const gzip = createGzip();
  gzip.once("close", () => void reader.cancel().catch(() => undefined));
  pump(reader, gzip).catch((error) => gzip.destroy(error));
  return pulledFrom(gzip);
}
