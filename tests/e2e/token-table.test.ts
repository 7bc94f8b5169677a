import { eq } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { paths } from "@/lib/paths";
import { addSupplier, addTokenRows } from "../support/admin";
import { type RunningApp, startApp } from "../support/app";
import { openPage, photographFailure, type WatchedPage } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { giveSession } from "../support/sessions";

const SUPPLIERS = 30;
const TOKENS = 30;

let app: RunningApp;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let ids: string[];

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
  const suppliers: string[] = [];
  for (let i = 0; i < SUPPLIERS; i++)
    suppliers.push(await addSupplier(app.db, `Supplier ${String(i).padStart(2, "0")}`));
  ids = await addTokenRows(
    app.db,
    Array.from({ length: TOKENS }, (_, i) => ({
      supplierId: suppliers[i % SUPPLIERS] ?? "",
      name: `Token ${String(i).padStart(2, "0")}`,
      lastUsedAt: i === 1 ? new Date() : null,
    })),
  );
  watched = await openPage(browser, [app.url]);
  page = watched.page;
  await giveSession(app, watched.context, "admin");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

beforeEach((context) => photographFailure(context, page));

const rows = () => page.getByRole("table").locator("tbody tr");
const focusedText = () => page.evaluate(() => document.activeElement?.textContent ?? "");

/** Opens the table and waits until it answers to keys; nothing has the focus then. */
async function open(search = ""): Promise<void> {
  await page.goto(`${app.url}${paths.tokens()}${search}`);
  await rows().first().waitFor();
  const enter = async () => {
    await page.keyboard.press("ArrowDown");
    return page.evaluate(() => document.activeElement?.matches("[data-row-focus]"));
  };
  await expect.poll(enter, { timeout: 20_000 }).toBe(true);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
}

async function isPaused(id: string): Promise<boolean> {
  const [row] = await app.db
    .select({ pausedAt: apiTokens.pausedAt })
    .from(apiTokens)
    .where(eq(apiTokens.id, id));
  return row?.pausedAt != null;
}

test("the supplier filter asks the server, and its choice survives a reload", async () => {
  await open("?sort=name");
  expect(await page.content()).not.toContain("Supplier 29</");
  await page.getByRole("search").locator("..").getByRole("button", { name: "Supplier", exact: true }).click();
  const list = page.getByRole("dialog", { name: "Supplier" });
  await list.getByText("Type to find more.").waitFor();
  expect(await list.getByRole("checkbox").count()).toBe(20);
  await page.keyboard.type("supplier 29");
  await expect.poll(() => list.getByRole("checkbox").count()).toBe(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => rows().count()).toBe(1);
  await list.getByLabel("Find supplier").fill("nobody");
  await list.getByText("Nothing is called that.").waitFor();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "Supplier Supplier 29" }).waitFor();
  expect(await rows().allTextContents()).toEqual([expect.stringContaining("Token 29")]);
});

test("columns, order, filters, page and data frame are the URL's, also after Back", async () => {
  await open("?sort=name&size=10&page=2&hide=callbacks.activatesAt&used=never");
  await page.getByRole("columnheader", { name: "Note" }).waitFor();
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Note" }).click();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("columnheader", { name: "Note" }).count()).toBe(0);
  const address = page.url();
  expect(address).toContain("hide=callbacks.activatesAt.note");
  const third = rows().nth(2);
  const name = await third.getByRole("link").textContent();
  await third.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/api-tokens\/[0-9a-f-]{36}$/);
  await page.goBack();
  await rows().first().waitFor();
  expect(page.url()).toBe(address);
  await expect.poll(focusedText).toBe(name);
  await page.reload();
  expect(await rows().nth(2).getByRole("link").textContent()).toBe(name);
  expect(await page.getByRole("columnheader", { name: "Note" }).count()).toBe(0);
});

test("keys move between rows, select them and lead on; not while something is typed", async () => {
  await open("?sort=name");
  await page.keyboard.press("ArrowDown");
  await expect.poll(focusedText).toContain("Token 00");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("x");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.getByText("2 selected").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByText("2 selected").count()).toBe(0);
  await page.keyboard.press("/");
  await page.keyboard.type("xel?");
  expect(await page.getByLabel("Search name, supplier, last 4").inputValue()).toBe("xel?");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("Escape");
  await expect.poll(() => rows().count()).toBe(25);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await rows().nth(3).getByRole("link").focus();
  await page.keyboard.press("l");
  await page.waitForURL(new RegExp(`${ids[3]}/log$`));
});

test("many are paused at once after one question, and what happened is said", async () => {
  await open("?sort=name");
  for (const place of [0, 1, 2]) await rows().nth(place).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Pause…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("Pause 3 tokens?").waitFor();
  expect(await focusedText()).toBe("Cancel");
  await dialog.getByRole("button", { name: "Pause 3 tokens" }).click();
  await page.getByRole("status").filter({ hasText: "3 tokens paused." }).waitFor();
  expect(await page.getByText("selected").count()).toBe(0);
  for (const id of ids.slice(0, 3)) expect(await isPaused(id)).toBe(true);
});

test("one is resumed by one press of its row's menu", async () => {
  await page.getByRole("button", { name: "Actions for Token 00" }).click();
  await page.getByRole("menuitem", { name: "Resume" }).click();
  await page.getByRole("status").filter({ hasText: "Token 00 is resumed." }).waitFor();
  expect(await isPaused(ids[0] ?? "")).toBe(false);
});

test("many of which one is in use are deleted once that is typed", async () => {
  for (const place of [0, 1, 2]) await rows().nth(place).getByRole("checkbox").check();
  await page.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByText("1 of 3 used in the last 24 hours").waitFor();
  const remove = dialog.getByRole("button", { name: "Delete 3 tokens" });
  expect(await remove.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill("delete 3 tokens");
  await remove.click();
  await page.getByRole("status").filter({ hasText: "3 tokens deleted." }).waitFor();
  await expect.poll(() => rows().first().textContent()).toContain("Token 03");
});

test("a token's page pauses it after a question and resumes it at once", async () => {
  await page.goto(`${app.url}${paths.token(ids[5] ?? "")}`);
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Pause token" }).click();
  await page.getByRole("button", { name: "Resume" }).waitFor();
  expect(await isPaused(ids[5] ?? "")).toBe(true);
  await page.getByRole("button", { name: "Resume" }).click();
  await page.getByRole("button", { name: "Pause" }).waitFor();
  expect(await isPaused(ids[5] ?? "")).toBe(false);
});

test("a phone can select too, and a manager cannot", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open();
  await rows().first().getByRole("checkbox").check();
  await page.getByText("1 selected").waitFor();
  const manager = await openPage(browser, [app.url]);
  await giveSession(app, manager.context, "manager");
  await manager.page.goto(`${app.url}${paths.tokens()}`);
  await manager.page.getByRole("table").waitFor();
  expect(await manager.page.getByRole("checkbox").count()).toBe(0);
});
