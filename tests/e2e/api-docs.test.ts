import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { declaredRoutes } from "@/lib/http/route-doc";
import { LANGUAGES } from "@/lib/openapi/languages";
import { paths } from "@/lib/paths";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { expectNoSidewaysScroll, openPage, photographFailure } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { expectNoLayoutShift, slowDown, watchLayoutShifts } from "../support/layout-shift";
import { LOOKS } from "../support/looks";
import { giveSession } from "../support/sessions";

let app: RunningApp;
let browser: Browser;
const folder = mkdtempSync(join(tmpdir(), "api-docs-"));

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  rmSync(folder, { recursive: true });
});

const address = () => `${app.url}${paths.apiDocs()}`;

/** The languages of the examples that can be seen. */
async function seenLanguages(page: Page): Promise<string[]> {
  const labels = await page.locator("figcaption:visible", { hasText: "GET /token" }).allTextContents();
  return Object.values(LANGUAGES).filter((name) => labels.some((label) => label.endsWith(`, ${name}`)));
}

describe.each(LOOKS)("the page, $look", (look) => {
  test("is there for who is not signed in, can be read by everybody and stands still", async (context) => {
    const watched = await openPage(browser, [app.url], look);
    photographFailure(context, watched.page);
    await watchLayoutShifts(watched.page);
    await watched.page.goto(address(), { waitUntil: "networkidle" });
    expect(await watched.page.locator("h1").allTextContents()).toEqual(["API documentation"]);
    await expectNoSidewaysScroll(watched.page);
    await expectNoLayoutShift(watched.page);
    await expectAccessible(watched.page);
    expect(watched.faults).toEqual([]);
    await watched.context.close();
  });
});

describe("the page", () => {
  test("has every route with its permission, and no link that leads nowhere", async () => {
    const { page, context } = await openPage(browser, [app.url]);
    await page.goto(address());
    for (const { path, doc } of declaredRoutes(routes)) {
      const item = page.locator(`article#${doc.operationId}`);
      await item.getByText(`GET ${path}`, { exact: true }).first().waitFor();
    }
    const anchors = await page.evaluate(() => {
      const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
      const targets = [...document.querySelectorAll('a[href^="#"]')].map((link) => link.getAttribute("href"));
      return { ids, dead: targets.filter((target) => !ids.includes(target?.slice(1) ?? "")) };
    });
    expect(anchors.dead).toEqual([]);
    expect(new Set(anchors.ids).size).toBe(anchors.ids.length);
    await context.close();
  });

  test("stands still also over a slow line", async () => {
    const { page, context } = await openPage(browser, [app.url]);
    await slowDown(page);
    await watchLayoutShifts(page);
    await page.goto(address(), { waitUntil: "networkidle" });
    await expectNoLayoutShift(page);
    await context.close();
  });

  test("shows one language, which is kept", async () => {
    const { page, context, faults } = await openPage(browser, [app.url]);
    await page.goto(address(), { waitUntil: "networkidle" });
    expect(await seenLanguages(page)).toEqual(["curl"]);
    await page.getByRole("radio", { name: "curl" }).focus();
    await page.keyboard.press("ArrowLeft");
    expect(await seenLanguages(page)).toEqual(["Python"]);
    await page.reload();
    expect(await seenLanguages(page)).toEqual(["Python"]);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("shows another language without scripts too", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address());
    await page.getByText("JavaScript", { exact: true }).first().click();
    expect(await seenLanguages(page)).toEqual(["JavaScript"]);
    await context.close();
  });
});

describe("the tokens section", () => {
  test("gives it as one HTML file that asks for nothing, and as OpenAPI", async () => {
    const { page, context } = await openPage(browser, [app.url]);
    await giveSession(app, context, "manager");
    await page.goto(`${app.url}${paths.tokens()}`, { waitUntil: "networkidle" });
    const save = async (item: string) => {
      await page.getByRole("button", { name: "API documentation" }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("menuitem", { name: item }).click(),
      ]);
      return { name: download.suggestedFilename(), path: await download.path() };
    };
    const json = await save("Download as OpenAPI");
    expect(json.name).toBe("witiop-api.json");
    const served = await fetch(`${app.url}${paths.openApi()}`);
    expect(JSON.parse(readFileSync(json.path, "utf8"))).toEqual(await served.json());
    const html = await save("Download as HTML");
    expect(html.name).toBe("witiop-api.html");
    const file = join(folder, html.name);
    copyFileSync(html.path, file);
    await expectSelfContained(file);
    await context.close();
  });
});

/** Opens the file as whoever was sent it would, from the disk. */
async function expectSelfContained(path: string): Promise<void> {
  const html = readFileSync(path, "utf8");
  expect(html).toContain(`${app.url}/api/v1/conversations`);
  expect(html).not.toContain(".invalid");
  expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\(/);
  const { page, context, faults } = await openPage(browser, [], { width: 390 });
  await page.goto(pathToFileURL(path).href, { waitUntil: "networkidle" });
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByText("Python", { exact: true }).first().click();
  expect(await seenLanguages(page)).toEqual(["Python"]);
  expect(faults).toEqual([]);
  await context.close();
}
