import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

const HUGE_BYTES = 2_000_000_000;
const CHUNK = Buffer.alloc(65_536, "x");

/** Answers by hand; the status under which the sender is to take it, if it can take it at all. */
type Mood = (res: ServerResponse) => number | Promise<number>;

function* hugeBody(): Generator<Buffer> {
  for (let sent = 0; sent < HUGE_BYTES; sent += CHUNK.length) yield CHUNK;
}

/** Writes 2 GB, or as much as the sender takes until it hangs up. */
async function flood(res: ServerResponse): Promise<void> {
  await pipeline(Readable.from(hugeBody()), res).catch(() => undefined);
}

/** Writes past Node's own HTTP and closes. */
function sayRaw(res: ServerResponse, text: string): void {
  res.socket?.end(text);
}

/** Ways of a receiver to answer badly. */
export const MOODS: readonly Mood[] = [
  function comesBackLater(res) {
    res.writeHead(503, { "retry-after": "1" }).end();
    return 503;
  },
  function resets(res) {
    res.socket?.resetAndDestroy();
    return 0;
  },
  function redirects(res) {
    res.writeHead(307, { location: "/elsewhere" }).end();
    return 307;
  },
  function refusesWith2GB(res) {
    res.writeHead(500, { "content-length": HUGE_BYTES });
    void flood(res);
    return 500;
  },
  function takesWith2GB(res) {
    res.writeHead(200, { "content-length": HUGE_BYTES });
    void flood(res);
    return 200;
  },
  function neverCloses(res) {
    res.writeHead(200).write("So far");
    return 200;
  },
  function speaksNoHttp(res) {
    sayRaw(res, "SSH-2.0-OpenSSH_9.6\r\n");
    return 0;
  },
  function promisesTooMuch(res) {
    sayRaw(res, "HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nshort");
    return 200;
  },
  function sendsTooMuch(res) {
    sayRaw(res, `HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n${"long".repeat(50)}`);
    return 200;
  },
  function countsInWords(res) {
    sayRaw(res, "HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n");
    return 0;
  },
  async function isLate(res) {
    await sleep(2_000);
    res.writeHead(204).end();
    return 204;
  },
];
