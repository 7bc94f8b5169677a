import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const LIMIT_MS = 20_000;

export type RawAnswer = { status: number; headers: Headers; text: string };

export type RawOptions = {
  /** So many answers are waited for; fewer come only when the connection ends before. */
  answers?: number;
  /** The request is sent in pieces of so many bytes, each after 5 ms. */
  pieceBytes?: number;
  /** Ends the sending side after the request. */
  ends?: boolean;
};

/** The body at the beginning of `text` and what follows it; null while it is not all there. */
function takeBody(headers: Headers, text: string): { body: string; rest: string } | null {
  if (headers.get("transfer-encoding") === "chunked") {
    const end = text.indexOf("0\r\n\r\n");
    return end < 0 ? null : { body: text.slice(0, end), rest: text.slice(end + 5) };
  }
  const length = Number(headers.get("content-length") ?? 0);
  return text.length < length ? null : { body: text.slice(0, length), rest: text.slice(length) };
}

function takeAnswer(text: string, hasBody: boolean): { answer: RawAnswer; rest: string } | null {
  const end = text.indexOf("\r\n\r\n");
  if (end < 0) return null;
  const [statusLine = "", ...lines] = text.slice(0, end).split("\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) \S/.exec(statusLine)?.[1]);
  if (!status) throw new Error(`No status line: ${statusLine}`);
  const headers = new Headers(lines.map((line) => line.split(/: ?(.*)/, 2) as [string, string]));
  const left = text.slice(end + 4);
  const isBare = !hasBody || status < 200 || status === 204 || status === 304;
  const taken = isBare ? { body: "", rest: left } : takeBody(headers, left);
  return taken && { answer: { status, headers, text: taken.body }, rest: taken.rest };
}

/** All final answers that stand whole in what was received. */
function readAnswers(text: string, hasBody: boolean): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; ; ) {
    const taken = takeAnswer(rest, hasBody);
    if (!taken) return answers;
    if (taken.answer.status >= 200) answers.push(taken.answer);
    rest = taken.rest;
  }
}

/** Sends these bytes (a string means latin1) over a connection of their own, and reads what is answered. */
export async function sendRaw(url: string, bytes: string, options: RawOptions = {}): Promise<RawAnswer[]> {
  const { answers: expected = 1, pieceBytes = bytes.length, ends = false } = options;
  const hasBody = !bytes.startsWith("HEAD ");
  const socket = connect({ port: Number(new URL(url).port), host: "127.0.0.1", allowHalfOpen: true });
  let received = "";
  const done = new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      if (readAnswers(received, hasBody).length >= expected) resolve();
    });
    socket.on("end", resolve);
    socket.on("close", resolve);
    // A connection that the server resets has ended too.
    socket.on("error", () => resolve());
  });
  for (let i = 0; i < bytes.length; i += pieceBytes) {
    socket.write(bytes.slice(i, i + pieceBytes), "latin1");
    if (pieceBytes < bytes.length) await sleep(5);
  }
  if (ends) socket.end();
  // Who waits for nothing leaves as soon as the request is out.
  if (expected === 0) {
    socket.destroySoon();
    return [];
  }
  await Promise.race([done, sleep(LIMIT_MS, null, { ref: false })]);
  socket.destroy();
  return readAnswers(received, hasBody);
}
