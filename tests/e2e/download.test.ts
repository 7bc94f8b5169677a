import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { auditLog } from "@/db/schema/audit-log";
import { paths } from "@/lib/paths";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { openPage, photographFailure } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { giveSession, signInDirectly } from "../support/sessions";

const FILE_NAME = /^api-tokens-\d{4}-\d\d-\d\d\.xlsx$/;

let app: RunningApp;
let browser: Browser;
let tokenId: string;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
  tokenId = (await addToken(app.db, { name: "Orders sync" })).id;
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Before React has taken over, a press on the button is a plain navigation. */
function takesPresses(): boolean {
  const button = document.querySelector("[data-slot=download-button] a");
  return button !== null && Object.keys(button).some((key) => key.startsWith("__reactProps"));
}

async function openTokens() {
  const watched = await openPage(browser, [app.url]);
  await giveSession(app, watched.context, "manager");
  await watched.page.goto(`${app.url}${paths.tokens()}`);
  await watched.page.waitForFunction(takesPresses);
  const saved: string[] = [];
  watched.page.on("download", (download) => saved.push(download.suggestedFilename()));
  return { ...watched, saved };
}

const scriptErrors = (faults: string[]) => faults.filter((fault) => fault.startsWith("script"));
const link = (page: Page) => page.getByRole("link", { name: "Download Excel" });

let release = async () => {};

afterEach(() => release());

/** Lets nobody read the tokens until `release` is called. */
async function holdTokens(): Promise<void> {
  const held = await app.db.$client.reserve();
  await held`begin`;
  await held`lock table api_tokens in access exclusive mode`;
  release = async () => {
    release = async () => {};
    await held`rollback`;
    held.release();
  };
}

const waiting = () => app.db.$client<{ pid: number }[]>`
  select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

/** Begins a download that waits for its first row. */
async function beginHeld(page: Page): Promise<void> {
  await holdTokens();
  await link(page).click();
  await page.getByRole("button", { name: "Cancel" }).waitFor();
  await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
}

describe("the download button", () => {
  test("saves the file under the server's name and says so", async (test) => {
    const { page, context, saved, faults } = await openTokens();
    photographFailure(test, page);
    const [download] = await Promise.all([page.waitForEvent("download"), link(page).click()]);
    expect(download.suggestedFilename()).toMatch(FILE_NAME);
    await page.getByRole("status").filter({ hasText: "is downloaded" }).waitFor({ state: "attached" });
    expect([saved.length, scriptErrors(faults)]).toEqual([1, []]);
    await context.close();
  });

  test("needs no scripts", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
    await giveSession(app, context, "manager");
    const page = await context.newPage();
    await page.goto(`${app.url}${paths.tokens()}`);
    const [download] = await Promise.all([page.waitForEvent("download"), link(page).click()]);
    expect(download.suggestedFilename()).toMatch(FILE_NAME);
    await context.close();
  });

  test("shows that it works, leaves the page usable, and can be cancelled", async (test) => {
    const { page, context, saved, faults } = await openTokens();
    photographFailure(test, page);
    await beginHeld(page);
    await page.getByRole("link", { name: "Preparing…" }).waitFor();
    await page.locator("[data-slot=data-table-filter]").first().getByRole("button").click();
    await page.getByRole("checkbox", { name: "Active" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Cancel" }).click();
    await expect.poll(() => link(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await release();
    expect([saved, scriptErrors(faults)]).toEqual([[], []]);
    await context.close();
  });

  test("says beside itself that a file broke off, and saves no part of it", async (test) => {
    const { page, context, saved } = await openTokens();
    photographFailure(test, page);
    await beginHeld(page);
    for (const { pid } of await waiting()) await app.db.$client`select pg_terminate_backend(${pid}::int)`;
    await page.getByRole("alert").filter({ hasText: "Try again." }).waitFor();
    await release();
    await link(page).waitFor();
    expect(saved).toEqual([]);
    await context.close();
  });

  test("says why it is refused", async (test) => {
    const { page, context, saved } = await openTokens();
    photographFailure(test, page);
    await context.clearCookies();
    await link(page).click();
    await page.getByRole("alert").filter({ hasText: "Sign in again." }).waitFor();
    expect(saved).toEqual([]);
    await context.close();
  });
});

async function download(path: string): Promise<Response> {
  const { headers } = await signInDirectly(app, "manager");
  return fetch(`${app.url}${path}`, { headers });
}

describe("a file holds what its address says", () => {
  test.each([
    [paths.tokensDownload("?state=actve"), "The filter state has a value that means nothing."],
    [paths.requestLogDownload("?from=yesterday"), "The filter from has a value that means nothing."],
    [paths.auditLogDownload("?persn=1"), "There is no filter persn."],
  ])("%s is refused, and no download is in the audit log", async (path, words) => {
    const before = await app.db.$count(auditLog);
    const answer = await download(path);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      `${words} Open the list, filter it there, and download it again.\n`,
    ]);
    expect(await app.db.$count(auditLog)).toBe(before);
  });

  test("search, order and place in a list are no filters", async () => {
    const answer = await download(paths.tokensDownload("?q=sync&state=active&sort=-name&page=2&size=10"));
    expect(answer.status).toBe(200);
    await answer.arrayBuffer();
  });
});

describe("the log of one token", () => {
  test("is downloaded for whoever may look, and the audit log names the token", async () => {
    const answer = await download(paths.tokenLogDownload(tokenId));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-disposition")).toMatch(/token-log-.*\.xlsx/);
    await answer.arrayBuffer();
    const rows = await app.db.select().from(auditLog);
    expect(rows.at(-1)).toMatchObject({
      action: "request_log.downloaded",
      targetType: "api_token",
      targetId: tokenId,
      targetLabel: "Orders sync",
    });
  });

  test.each(["01935a00-0000-7000-8000-000000000000", "no-id"])("of %s is not there", async (id) => {
    expect((await download(paths.tokenLogDownload(id))).status).toBe(404);
  });
});
