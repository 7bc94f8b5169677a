import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addToken } from "@/tests/support/api-data";
import { type RunningApp, startApp } from "@/tests/support/app";
import { fillWithConversations } from "./support/conversation-rows";
import { tellShares } from "./support/cpu-profile";
import { type Floor, serveNextFloor, serveNodeFloor } from "./support/floors";
import { type LoadResult, load } from "./support/load";
import { median, type Target } from "./support/timing";

const PATH = "/api/v1/conversations?limit=20";
const CONVERSATIONS = 10_000;
const ROUNDS = 5;
const SECONDS = 4;
/** At least so much of what bare Node.js answers, and so many times what a bare handler of Next.js does. */
const LEAST = { node: 0.8, next: 3 };

let api: Target;
let floors: { node: Floor; logged: Floor; next: Floor };
const closers: (() => Promise<void>)[] = [];

/** Fills the application with conversations; answers what a token has to call. */
async function fillApi({ db, env }: RunningApp): Promise<Target> {
  await fillWithConversations(db, CONVERSATIONS);
  const { secret } = await addToken(db, { rateLimitPerMinute: 1_000_000_000 });
  const url = `http://127.0.0.1:${env.PORT}${PATH}`;
  return { url, headers: { authorization: `Bearer ${secret}` } };
}

async function started(floor: Promise<Floor>): Promise<Floor> {
  const running = await floor;
  closers.unshift(running.stop);
  return running;
}

beforeAll(async () => {
  const app = await startApp({ env: { WORKER: "off" } });
  closers.unshift(app.stop);
  api = await fillApi(app);
  const databaseUrl = app.env.DATABASE_URL ?? "";
  floors = {
    node: await started(serveNodeFloor(databaseUrl)),
    logged: await started(serveNodeFloor(databaseUrl, { isLogged: true })),
    next: await started(serveNextFloor(databaseUrl)),
  };
});

afterAll(async () => {
  for (const close of closers) await close();
});

function tell(name: string, results: readonly LoadResult[]): number {
  const of = (key: keyof LoadResult) => median(results.map((result) => result[key]));
  const all = results.map(({ perSecond }) => Math.round(perSecond)).join(" ");
  const figures = `${Math.round(of("perSecond"))}/s, p50 ${of("p50Ms")} ms, p99 ${of("p99Ms")} ms`;
  console.log(`  ${name.padEnd(34)} ${figures}   (${all})`);
  return of("perSecond");
}

test("the API and the floors answer the same", async () => {
  const { headers } = api;
  const texts = await Promise.all(
    [api, floors.node, floors.logged, floors.next].map(async ({ url }) =>
      (await fetch(url, { headers })).text(),
    ),
  );
  expect(JSON.parse(texts[0] ?? "").data).toHaveLength(20);
  expect(new Set(texts).size).toBe(1);
});

test.each([16, 64])("with %i connections", async (connections) => {
  const targets = { node: floors.node, logged: floors.logged, api, next: floors.next };
  const results = { node: [], logged: [], api: [], next: [] } as Record<keyof typeof targets, LoadResult[]>;
  for (let round = -1; round < ROUNDS; round++)
    for (const name of ["node", "logged", "api", "next"] as const) {
      const result = await load({
        url: targets[name].url,
        headers: api.headers,
        connections,
        seconds: round < 0 ? 2 : SECONDS,
      });
      if (round >= 0) results[name].push(result);
    }
  console.log(`GET ${PATH}, ${connections} connections, median of ${ROUNDS} interleaved rounds:`);
  const node = tell("node:http + postgres.js, no log", results.node);
  const logged = tell("the same with a bare, durable log", results.logged);
  const own = tell("this API, all checks, durable log", results.api);
  const next = tell("bare Next.js handler, no log", results.next);
  const times = (floor: number) => (own / floor).toFixed(2);
  console.log(
    `  ${times(node)} × node:http, ${times(logged)} × the same with a log, ${times(next)} × Next.js`,
  );
  expect(own / node).toBeGreaterThanOrEqual(LEAST.node);
  expect(own / next).toBeGreaterThanOrEqual(LEAST.next);
});

test("where the time goes", async () => {
  const folder = mkdtempSync(join(tmpdir(), "witiop-profile-"));
  const profiled = await startApp({
    env: { WORKER: "off", NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` },
  });
  try {
    await load({ ...(await fillApi(profiled)), connections: 64, seconds: 10 });
  } finally {
    await profiled.stop();
  }
  console.log("Self time of the server with 64 connections, its start included:");
  expect(tellShares(folder)).toBeGreaterThan(0);
  rmSync(folder, { recursive: true });
});
