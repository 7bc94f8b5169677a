import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Chromium's own record of a shift, which TypeScript's library does not know. */
type LayoutShift = PerformanceEntry & { value: number; hadRecentInput: boolean };

declare global {
  interface Window {
    layoutShift?: number;
  }
}

/** Has every page that is opened in `page` from then on sum up its layout shifts. */
export async function watchLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.layoutShift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as LayoutShift[])
        if (!entry.hadRecentInput) window.layoutShift = (window.layoutShift ?? 0) + entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** Has everything arrive as over a slow line, on which fonts come after the text. */
export async function slowDown(page: Page): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send("Network.enable");
  const bytesPerSecond = 120_000;
  await devTools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 20,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

/** Half of what passes for imperceptible (Cumulative Layout Shift of 0.1 is "good", web.dev). */
const MOST_SHIFT = 0.02;

/** Fails when what was on the page moved while the rest arrived. */
export async function expectNoLayoutShift(page: Page): Promise<void> {
  expect(await page.evaluate(() => window.layoutShift ?? 0)).toBeLessThan(MOST_SHIFT);
}
