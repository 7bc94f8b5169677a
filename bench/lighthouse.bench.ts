import lighthouse, { desktopConfig, type Flags } from "lighthouse";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { freePort } from "@/scripts/services/ports";
import { type RunningApp, startApp } from "@/tests/support/app";
import { chromiumArguments, chromiumPath } from "@/tests/support/chromium";
import { type SeededPages, seedPages } from "@/tests/support/seeded-pages";
import { signInDirectly } from "@/tests/support/sessions";
import { median } from "./support/timing";

const LEAST = 95;
/** A score is noise and news; the median of so many runs is mostly news. */
const RUNS = 5;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;

let app: RunningApp;
let seeded: SeededPages;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  seeded = await seedPages(app);
});

afterAll(() => app?.stop());

/** Scores of 0 to 100 on the production build, as Lighthouse's own desktop settings give them. */
async function scoresOf(path: string): Promise<Record<string, number>> {
  const port = await freePort();
  const { headers } = await signInDirectly(app, "admin");
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArguments(), `--remote-debugging-port=${port}`],
  });
  try {
    const flags: Flags = { port, onlyCategories: [...CATEGORIES], extraHeaders: { Cookie: headers.cookie } };
    const result = await lighthouse(`${app.url}${path}`, flags, desktopConfig);
    if (!result) throw new Error("Lighthouse gave no result.");
    const { audits, categories } = result.lhr;
    for (const { id, title, score, scoreDisplayMode } of Object.values(audits))
      if (scoreDisplayMode === "binary" && score === 0) console.log(`    ${id}: ${title}`);
    return Object.fromEntries(CATEGORIES.map((id) => [id, Math.round((categories[id]?.score ?? 0) * 100)]));
  } finally {
    await browser.close();
  }
}

test.each([
  ["table", () => paths.tokens()],
  ["view", () => paths.token(seeded.tokenId)],
  ["log", () => paths.tokenLog(seeded.tokenId)],
])(`the %s page scores at least ${LEAST} in each category`, async (name, path) => {
  const runs: Record<string, number>[] = [];
  for (let i = 0; i < RUNS; i++) runs.push(await scoresOf(path()));
  const scores = CATEGORIES.map((id) => [id, median(runs.map((run) => run[id] ?? 0))] as const);
  const all = runs.map(({ performance }) => performance).join(" ");
  console.log(`${name.padEnd(6)} ${scores.map((pair) => pair.join(" ")).join("  ")}  (performance ${all})`);
  for (const [, score] of scores) expect(score).toBeGreaterThanOrEqual(LEAST);
});
