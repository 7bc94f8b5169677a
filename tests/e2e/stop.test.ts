import { Agent, type IncomingMessage, request } from "node:http";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { countLogged } from "../support/crash";

const CALLERS = 16;
const DELAY_SECONDS = 2;

let app: RunningApp;

afterEach(() => app?.stop());

type Answer = { status: number | undefined; closes: boolean; id: string };

function call(path: string, secret: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const read = async (answer: IncomingMessage) => {
      await text(answer);
      const { connection, "x-request-id": id } = answer.headers;
      resolve({ status: answer.statusCode, closes: connection === "close", id: String(id) });
    };
    const headers = { authorization: `Bearer ${secret}` };
    const outgoing = request(app.url + path, { agent, headers, family: 4 }, (answer) => {
      read(answer).catch(reject);
    });
    outgoing.on("error", reject).end();
  });
}

/** Calls over one kept-alive connection until an answer says that it was the last one, as a well-made client does. */
async function callUntilClosed(secret: string, answers: Answer[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let last: Answer;
  do {
    last = await call("/api/v1/conversations?limit=5", secret, agent);
    answers.push(last);
  } while (!last.closes);
  agent.destroy();
}

test("told to stop under load, the server answers all that it took in, unready first, and ends with 0", async () => {
  app = await startApp({ env: { STOP_DELAY_SECONDS: String(DELAY_SECONDS) } });
  const { secret } = await addToken(app.db, { rateLimitPerMinute: 1_000_000 });
  const answers: Answer[] = [];
  const callers = Array.from({ length: CALLERS }, () => callUntilClosed(secret, answers));
  const idle = new Agent({ keepAlive: true });
  await call("/api/v1/token", secret, idle);
  await expect.poll(() => answers.length).toBeGreaterThan(10 * CALLERS);

  // No row can be written, so that whatever was taken in is still under way when the server is told to stop.
  let release = () => {};
  const held = app.db.$client.begin(async (sql) => {
    await sql`lock table api_requests in access exclusive mode`;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
  });
  await sleep(300);
  const begun = performance.now();
  const exited = app.terminate();
  await sleep(300);
  const ready = await fetch(`${app.url}/api/ready`);
  expect([ready.status, ready.headers.get("connection")]).toEqual([503, "close"]);
  expect((await fetch(`${app.url}/api/health`)).status).toBe(200);
  await sleep(DELAY_SECONDS * 1000);
  await expect(fetch(`${app.url}/api/health`)).rejects.toThrow();
  release();
  await held;

  await Promise.all(callers);
  expect(await exited).toBe(0);
  expect(performance.now() - begun).toBeLessThan(15_000);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(answers.filter(({ closes }) => closes)).toHaveLength(CALLERS);
  const ids = answers.map(({ id }) => id);
  expect(await countLogged(app.db, ids)).toBe(ids.length);
  idle.destroy();
});
