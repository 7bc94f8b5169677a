import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { type RunningApp, startApp } from "../support/app";
import { openPage } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { seedPages } from "../support/seeded-pages";
import { giveSession } from "../support/sessions";

const MOST_SCRIPT_BYTES = 250_000;

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
  await seedPages(app);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test(`the token table brings at most ${MOST_SCRIPT_BYTES} bytes of JavaScript over the wire`, async () => {
  const { page, context } = await openPage(browser, [app.url]);
  await giveSession(app, context, "admin");
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  const scripts = new Set<string>();
  let bytes = 0;
  session.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(`${app.url}${paths.tokens()}`, { waitUntil: "networkidle" });
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
  await context.close();
});
