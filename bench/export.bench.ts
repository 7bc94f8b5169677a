import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
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
/** Before the export and once more after it: a machine's worst hundredth differs from minute to minute. */
const ALONE_MS = 30_000;

/** Reads an answer to its end in a process of its own, so that it does not disturb who measures. */
const READER = `
  const answer = await fetch(process.argv[1], { headers: { authorization: process.argv[2], "accept-encoding": "identity" } });
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  console.log(JSON.stringify({ status: answer.status, id: answer.headers.get("x-request-id"), bytes }));`;

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

/**
 * What the server holds or, as `VmHWM`, held at most since `forgetPeak`, by Linux' own account: to ask `ps` again and again
 * would hold up the calls that are timed.
 */
async function memoryMb(key: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${app.pid()}/status`, "utf8");
  return Number(new RegExp(`^${key}:\\s+(\\d+) kB`, "m").exec(status)?.[1]) / 1024;
}

const forgetPeak = () => writeFile(`/proc/${app.pid()}/clear_refs`, "5");

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
  const before = await timeSteadily(other, CALLS_PER_SECOND, setTimeout(ALONE_MS));
  const idle = await memoryMb("VmRSS");
  await forgetPeak();
  const begun = performance.now();
  const exported = readExport(format);
  const beside = await timeSteadily(other, CALLS_PER_SECOND, exported);
  const { status, id, bytes } = await exported;
  const seconds = (performance.now() - begun) / 1000;
  const peak = await memoryMb("VmHWM");
  const after = await timeSteadily(other, CALLS_PER_SECOND, setTimeout(ALONE_MS));
  const alone = [...before, ...after];
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
