import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "./axe";
import { openPage } from "./browser";
import { launchBrowser } from "./chromium";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = (await openPage(browser, [])).page;
});

afterAll(() => browser?.close());

const shown = (color: string) => `<!doctype html><html lang="en"><title>Page</title>
  <style>:root { color-scheme: light dark; background: light-dark(#fff, #111) } p { color: ${color} }</style>
  <main><p>Text</p></main>`;

test.each([
  ["light", "light-dark(#ccc, #eee)"],
  ["dark", "light-dark(#111, #333)"],
])("what cannot be read in the %s colour scheme is found", async (_scheme, color) => {
  await page.setContent(shown(color));
  await expect(expectAccessible(page)).rejects.toMatchObject({
    actual: [expect.stringMatching(/^color-contrast: p/)],
  });
});

test("what can be read in both is not", async () => {
  await page.setContent(shown("light-dark(#111, #eee)"));
  await expectAccessible(page);
});
