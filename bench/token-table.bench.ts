import { afterAll, beforeAll, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { type RunningApp, startApp } from "@/tests/support/app";
import { signInDirectly } from "@/tests/support/sessions";
import { type Target, timeInTurn } from "./support/timing";
import { fillWithTokens, SHOWN_SHARE } from "./support/token-rows";

const FEW = 100;
const MANY = 10_000;
/** How many times slower the default view may be with a hundred times the tokens. */
const LIMIT = 1.5;
const ROUNDS = 40;

const apps: RunningApp[] = [];
let few: Target;
let many: Target;

/** An application of its own on that many tokens, and an admin's cookie. */
async function serveTokens(count: number): Promise<Target> {
  const app = await startApp({ env: { WORKER: "off" } });
  apps.push(app);
  await fillWithTokens(app.db, count);
  const { headers } = await signInDirectly(app, "admin");
  return { url: `${app.url}${paths.tokens()}`, headers };
}

beforeAll(async () => {
  few = await serveTokens(FEW);
  many = await serveTokens(MANY);
});

afterAll(async () => {
  for (const app of apps) await app.stop();
});

const lastPage = (count: number) => String(Math.floor((count * SHOWN_SHARE) / 25));

/** The medians of one view with few and with many tokens, told as one line. */
async function compare(name: string, search: (count: number) => string): Promise<number> {
  const targets = [
    { ...few, url: few.url + search(FEW) },
    { ...many, url: many.url + search(MANY) },
  ];
  const [fewMs = 0, manyMs = 0] = await timeInTurn(targets, ROUNDS);
  const ratio = manyMs / fewMs;
  const cells = [fewMs.toFixed(1), manyMs.toFixed(1), ratio.toFixed(2)].map((cell) => cell.padStart(8));
  console.log(name.padEnd(24) + cells.join(""));
  return ratio;
}

test(`the table of ${MANY} tokens is at most ${LIMIT} times slower than that of ${FEW}`, async () => {
  console.log(`Medians of ${ROUNDS} interleaved requests in ms: ${FEW} tokens, ${MANY} tokens, ratio.`);
  expect(await compare("default view", () => "")).toBeLessThanOrEqual(LIMIT);
});

test.each([
  ["page 2 by name", () => "?sort=name&page=2"],
  ["last page", (count: number) => `?page=${lastPage(count)}`],
  ["by last use", () => "?sort=-lastUsedAt"],
  ["by expiration", () => "?sort=expiresAt"],
  ["search", () => "?q=orders"],
  ["search, few found", () => "?q=00a"],
  ["state active", () => "?state=active"],
  ["expires within 30 days", () => "?expires=30"],
])("%s", async (name, search) => {
  expect(await compare(name, search)).toBeGreaterThan(0);
});
