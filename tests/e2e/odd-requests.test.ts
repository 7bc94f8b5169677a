import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { PARSER_REFUSALS, type ParserRefusal } from "@/lib/http/parser-refusals";
import { statusOf } from "@/lib/http/problem";
import { problemResource } from "@/lib/http/problem-schema";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { readMetrics } from "../support/metrics";
import { ODD_REQUESTS, type OddRequest, SECRET } from "../support/odd-requests";
import { type RawAnswer, sendRaw } from "../support/raw";

let app: RunningApp;
let secret = "";
const lines: string[] = [];

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off", LOG_LEVEL: "debug" }, onLine: (line) => lines.push(line) });
  ({ secret } = await addToken(app.db));
});

afterAll(() => app?.stop());

const countRefused = async (refusal?: ParserRefusal) =>
  (await readMetrics(app)).sumOf(
    "witiop_http_refused_requests_total",
    refusal === undefined ? {} : { reason: refusal },
  );

async function rowOf({ headers }: RawAnswer) {
  const id = headers.get("x-request-id");
  const [row] = id ? await app.db.select().from(apiRequests).where(eq(apiRequests.id, id)) : [];
  return row && ([row.status, row.code] as const);
}

test.each(ODD_REQUESTS)("$name", async ({ bytes, rows = [], refused, ...options }: OddRequest) => {
  const before = await countRefused(refused);
  const statuses = rows.map(([status]) => status);
  const code = refused ? PARSER_REFUSALS[refused].code : null;
  if (code) statuses.push(statusOf(code));
  const sent = bytes.replaceAll(SECRET, secret);
  const answers = await sendRaw(app.url, sent, { answers: statuses.length, ...options });
  expect(answers.map(({ status }) => status)).toEqual(statuses);
  expect(await Promise.all(answers.slice(0, rows.length).map(rowOf))).toEqual(rows);
  const refusals = answers.slice(rows.length);
  expect(refusals.map(({ headers }) => headers.get("connection"))).toEqual(refused ? ["close"] : []);
  for (const { headers, text } of refusals)
    expect(problemResource.parse(JSON.parse(text))).toMatchObject({
      code,
      request_id: headers.get("x-request-id"),
    });
  expect((await countRefused(refused)) - before).toBe(refused ? 1 : 0);
});

test("who leaves before the answer is in the log all the same", async () => {
  const userAgent = "leaves at once";
  const bytes = `GET /api/v1/token HTTP/1.1\r\nUser-Agent: ${userAgent}\r\n\r\n`;
  await sendRaw(app.url, bytes, { answers: 0 });
  const rows = () => app.db.select().from(apiRequests).where(eq(apiRequests.userAgent, userAgent));
  await expect.poll(rows).toMatchObject([{ status: 401, code: "token_missing" }]);
});

/** The lines of the server's log with that message, by their request ids. */
function logged(message: string): unknown[] {
  const parsed = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line));
  return parsed.filter(({ msg }) => msg === message).map(({ requestId }) => requestId);
}

test("a call has a line in the log under the id of its row and of its answer", async () => {
  const answer = await fetch(`${app.url}/api/v1/token`);
  await expect.poll(() => logged("call answered")).toContain(answer.headers.get("x-request-id"));
});

test("a call whose row cannot be written is answered 503, and the log says why under the id of the answer", async () => {
  await app.db.execute("alter table api_requests rename to api_requests_away");
  const answer = await fetch(`${app.url}/api/v1/token`);
  await app.db.execute("alter table api_requests_away rename to api_requests");
  expect([answer.status, await answer.json()]).toMatchObject([503, { code: "unavailable" }]);
  await expect.poll(() => logged("request log not written")).toEqual([answer.headers.get("x-request-id")]);
});
