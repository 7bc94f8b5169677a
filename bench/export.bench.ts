import { execFile, spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiRequests } from "@/db/schema/api-requests";
import { addToken } from "@/tests/support/api-data";
import { type RunningApp, startApp } from "@/tests/support/app";
import { fillWithMessages } from "./support/message-rows";
import { quantile, type Target, timeSteadily } from "./support/timing";

const MESSAGES = 1_000_000;
const MAX_GROWTH_MB = 200;
/** How many times slower other calls may be while an export runs, by their p99. */
const LIMIT = 2;
const CALLS_PER_SECOND = 50;
const WARM_UP_MS = 5_000;
const ALONE_MS = 20_000;

/** Reads an answer to its end in a process of its own, so that it does not disturb who measures. */
const READER = `
  const answer = await fetch(process.argv[1], { headers: { authorization: process.argv[2], "accept-encoding": "identity" } });
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  console.log(JSON.stringify({ status: answer.status, id: answer.headers.get("x-request-id"), bytes }));`;

const run = promisify(execFile);

let app: RunningApp;
let other: Target;
let authorization: string;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  await fillWithMessages(app.db, MESSAGES);
  const { secret } = await addToken(app.db, { rateLimitPerMinute: 1_000_000 });
  authorization = `Bearer ${secret}`;
  other = { url: `${app.url}/api/v1/conversations?limit=20`, headers: { authorization } };
});

afterAll(() => app?.stop());

async function rssMb(): Promise<number> {
  const { stdout } = await run("ps", ["-o", "rss=", "-p", String(app.pid())]);
  return Number(stdout) / 1024;
}

async function peakRssMb(until: Promise<unknown>): Promise<number> {
  let peak = 0;
  let isOver = false;
  until.finally(() => {
    isOver = true;
  });
  for (; !isOver; await setTimeout(250)) peak = Math.max(peak, await rssMb());
  return peak;
}

function readExport(format: string): Promise<{ status: number; id: string; bytes: number }> {
  const url = `${app.url}/api/v1/exports/messages?format=${format}`;
  const reader = spawn(process.execPath, ["--input-type=module", "-e", READER, url, authorization], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Response(reader.stdout as unknown as BodyInit).json();
}

test.each(["ndjson", "csv", "xlsx"])(`${MESSAGES} messages as %s beside other calls`, async (format) => {
  // A process of its own for each format: what one left of the heap would hide what the next one needs.
  await app.kill();
  await app.restart();
  await timeSteadily(other, CALLS_PER_SECOND, setTimeout(WARM_UP_MS));
  const alone = await timeSteadily(other, CALLS_PER_SECOND, setTimeout(ALONE_MS));
  const idle = await rssMb();
  const begun = performance.now();
  const exported = readExport(format);
  const [beside, peak, { status, id, bytes }] = await Promise.all([
    timeSteadily(other, CALLS_PER_SECOND, exported),
    peakRssMb(exported),
    exported,
  ]);
  const seconds = (performance.now() - begun) / 1000;
  const [p99Alone, p99Beside] = [quantile(alone, 0.99), quantile(beside, 0.99)];
  const figures = [
    `${seconds.toFixed(0)} s, ${(bytes / 2 ** 20).toFixed(0)} MB`,
    `RSS ${idle.toFixed(0)} MB before, ${peak.toFixed(0)} MB peak`,
    `others p50 ${quantile(alone, 0.5).toFixed(1)} ms alone, ${quantile(beside, 0.5).toFixed(1)} ms beside`,
    `p99 ${p99Alone.toFixed(1)} ms alone, ${p99Beside.toFixed(1)} ms beside (${(p99Beside / p99Alone).toFixed(2)})`,
  ];
  console.log(`${format.padEnd(7)}${figures.join("; ")}`);
  const [row] = await app.db.select().from(apiRequests).where(eq(apiRequests.id, id));
  expect([status, row?.streamState, row?.rowsReturned]).toEqual([200, "complete", MESSAGES]);
  expect.soft(peak - idle).toBeLessThanOrEqual(MAX_GROWTH_MB);
  expect.soft(p99Beside / p99Alone).toBeLessThanOrEqual(LIMIT);
});
