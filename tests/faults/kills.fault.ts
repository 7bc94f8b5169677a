import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addConversation, addNumber, addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { countLogged, startTraffic, type Traffic } from "../support/crash";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";

const ROUNDS = 20;
const CONNECTIONS = 16;
const ANSWERED_BEFORE = 500;
const ANSWERED_AFTER = 100;
const OUTAGE_MS = 300;
const RECOVERY_LIMIT_MS = 60_000;
const PATHS = [
  "/api/v1/conversations?limit=20",
  "/api/v1/token",
  "/api/v1/nothing",
  "/api/v1/exports/conversations?format=ndjson",
];

let postgres: OwnPostgres;
let app: RunningApp;
let secret = "";

beforeAll(async () => {
  postgres = await startOwnPostgres();
  app = await startApp({ database: postgres.database, env: { LOG_LEVEL: "silent" } });
  ({ secret } = await addToken(app.db, { rateLimitPerMinute: 100_000_000 }));
  const numberId = await addNumber(app.db, "+390600000001");
  for (let i = 0; i < 20; i++) await addConversation(app.db, numberId);
});

afterAll(async () => {
  await app?.stop();
  await postgres?.stop();
});

const KILLS = {
  server: async () => {
    await app.kill();
    await sleep(OUTAGE_MS);
    await app.restart();
  },
  postgres: async () => {
    await postgres.kill();
    await sleep(OUTAGE_MS);
    await postgres.restart();
  },
};

/** Waits until so many further calls were answered, and tells how long that took. */
async function waitForAnswers({ answered }: Traffic, further: number): Promise<number> {
  const begun = performance.now();
  const enough = answered.length + further;
  await expect.poll(() => answered.length, { timeout: RECOVERY_LIMIT_MS }).toBeGreaterThanOrEqual(enough);
  return Math.round(performance.now() - begun);
}

async function killUnderLoad(what: keyof typeof KILLS) {
  const control = new AbortController();
  const traffic = startTraffic(app, secret, CONNECTIONS, { paths: PATHS, until: control.signal });
  await waitForAnswers(traffic, ANSWERED_BEFORE);
  await KILLS[what]();
  const recoveryMs = await waitForAnswers(traffic, ANSWERED_AFTER);
  control.abort();
  await traffic.ended;
  const { answered, outage } = traffic;
  const withoutRow = answered.length - (await countLogged(app.db, answered));
  return { killed: what, answered: answered.length, ...outage, recoveryMs, withoutRow };
}

test(`${ROUNDS} kills under load leave no answered request without its log row`, async () => {
  const rounds: Awaited<ReturnType<typeof killUnderLoad>>[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    rounds.push(await killUnderLoad(i % 2 === 0 ? "server" : "postgres"));
    console.log(`${i + 1} of ${ROUNDS}`, rounds.at(-1));
  }
  console.table(rounds);
  const sum = (key: "answered" | "unavailable" | "broken" | "withoutRow") =>
    rounds.reduce((total, round) => total + round[key], 0);
  console.log(
    `${sum("answered")} answered, ${sum("unavailable")} told to come back, ${sum("broken")} not answered; ` +
      `answered without a row: ${sum("withoutRow")}`,
  );
  expect(sum("withoutRow")).toBe(0);
});
