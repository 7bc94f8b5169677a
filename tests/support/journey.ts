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
  const [app, browser] = await Promise.all([startApp({ env: { WORKER: "off" } }), launchBrowser()]);
  const close = async () => {
    await browser.close();
    await app.stop();
  };
  return { app, browser, seeded: await seedPages(app), close };
}

/** One person on their way through the pages. */
export type Journey = {
  page: Page;
  /** Opens an address of the application and waits until the page answers to keys and presses. */
  goto: (path: string) => Promise<void>;
  /** Loads the same address anew and waits likewise: a key that is pressed before is lost. */
  reload: () => Promise<void>;
  /** Where the journey is: path and query. */
  address: () => string;
  /** The place is whole for everybody: WCAG 2.2 AA, no sideways scroll, nothing went wrong on the way. */
  expectWhole: () => Promise<void>;
};

/** Waits until all controls of the page answer: what streams has arrived, and React has taken it over. */
async function waitUntilLive(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea")].every((control) =>
      Object.keys(control).some((key) => key.startsWith("__reactProps$")),
    ),
  );
}

/** Walks through the pages as a person of that role and ends with `expectWhole`; a failure leaves a picture. */
export async function journey(
  world: JourneyWorld,
  test: TestContext,
  { role, name, ...look }: OpenPageOptions & { role: Role; name?: string },
  walk: (journey: Journey) => Promise<void>,
): Promise<void> {
  const { app, browser } = world;
  const { page, context, faults } = await openPage(browser, [app.url], look);
  photographFailure(test, page);
  await giveSession(app, context, role, name);
  const expectWhole = async () => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(faults).toEqual([]);
  };
  await walk({
    page,
    goto: async (path) => {
      await page.goto(`${app.url}${path}`);
      await waitUntilLive(page);
    },
    reload: async () => {
      await page.reload();
      await waitUntilLive(page);
    },
    address: () => page.url().slice(app.url.length),
    expectWhole,
  });
  await expectWhole();
  test.onTestFinished(() => context.close());
}
