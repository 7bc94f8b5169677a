import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect, type TestContext } from "vitest";
import type { OidcUser } from "@/scripts/services/oidc-options";

export type OpenPageOptions = { width?: number };

/** A page of a new browser profile, with what went wrong in it: script errors, console errors, foreign requests. */
export type WatchedPage = { page: Page; context: BrowserContext; faults: string[] };

/** Opens a page in the light colour scheme and watches it; its `faults` must stay empty. */
export async function openPage(
  browser: Browser,
  origins: string[],
  { width = 1440 }: OpenPageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: "light",
    locale: "en-GB",
    timezoneId: "Europe/Rome",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && !origins.includes(origin)) faults.push(`request to ${origin}`);
  });
  return { page, context, faults };
}

/** Keeps a picture of the page when the test fails, in `.data/failures`. */
export function photographFailure({ task, onTestFailed }: TestContext, page: Page): void {
  onTestFailed(async () => {
    await page.screenshot({ path: `.data/failures/${task.name.replace(/\W+/g, "-")}.png`, fullPage: true });
  });
}

/** Signs in as a person does: the button, the identity provider's form, and back. */
export async function signIn(page: Page, appUrl: string, user: OidcUser): Promise<void> {
  await page.goto(appUrl);
  await page.getByRole("button", { name: /continue with/i }).click();
  await page.getByLabel(/e-?mail/i).fill(user.email);
  await page.getByLabel(/password/i).fill(user.password);
  await page.getByRole("button", { name: /sign in|continue|log in/i }).click();
  await page.waitForURL((url) => url.href.startsWith(appUrl));
}

/** Fails when the page is wider than its window, which a phone would show as a sideways scroll. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(excess).toBeLessThanOrEqual(0);
}
