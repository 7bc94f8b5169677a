import type { Browser, Page } from "playwright-core";
import { expect, type TestContext } from "vitest";
import type { Role } from "@/db/constants";
import { type RunningApp, startApp } from "./app";
import { expectAccessible } from "./axe";
import { expectNoSidewaysScroll, type OpenPageOptions, openPage, photographFailure } from "./browser";
import { launchBrowser } from "./chromium";
import { type SeededPages, seedPages } from "./seeded-pages";
import { giveSession } from "./sessions";

/** The application with the demo's data, and a browser: what journeys set out from. */
export type JourneyWorld = {
  app: RunningApp;
  browser: Browser;
  seeded: SeededPages;
  close: () => Promise<void>;
};

/** Starts the application without its worker, so that nothing but the journeys changes the data. */
export async function openJourneyWorld(): Promise<JourneyWorld> {
  const app = await startApp({ env: { WORKER: "off" } });
  const browser = await launchBrowser();
  const close = async () => {
    await browser.close();
    await app.stop();
  };
  return { app, browser, seeded: await seedPages(app), close };
}

/** One person on their way through the pages. */
export type Journey = {
  page: Page;
  /** Opens an address of the application and waits until the page answers to keys. */
  goto: (path: string) => Promise<void>;
  /** Where the journey is: path and query. */
  address: () => string;
  /** The place is whole for everybody: WCAG 2.2 AA, no sideways scroll, nothing went wrong on the way. */
  expectWhole: () => Promise<void>;
};

/** Walks through the pages as a person of that role and ends with `expectWhole`; a failure leaves a picture. */
export async function journey(
  world: JourneyWorld,
  test: TestContext,
  { role, ...look }: OpenPageOptions & { role: Role },
  walk: (journey: Journey) => Promise<void>,
): Promise<void> {
  const { app, browser } = world;
  const { page, context, faults } = await openPage(browser, [app.url], look);
  photographFailure(test, page);
  await giveSession(app, context, role);
  const expectWhole = async () => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  };
  await walk({
    page,
    goto: async (path) => void (await page.goto(`${app.url}${path}`, { waitUntil: "networkidle" })),
    address: () => page.url().slice(app.url.length),
    expectWhole,
  });
  await expectWhole();
  test.onTestFinished(() => context.close());
}
