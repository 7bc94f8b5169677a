import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { openPage } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { giveSession } from "../support/sessions";

const UUID = /[0-9a-f]{8}-[0-9a-f-]{27}/;

let app: RunningApp;
let browser: Browser;
let page: Page;
/** The id that came with the newest answer for each path. */
const ids = new Map<string, string>();

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off", LOG_LEVEL: "silent" } });
  browser = await launchBrowser();
  const watched = await openPage(browser, [app.url]);
  await giveSession(app, watched.context, "manager");
  page = watched.page;
  page.on("response", (answer) => {
    const id = answer.headers()["x-request-id"];
    if (id) ids.set(new URL(answer.url()).pathname, id);
  });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function shownId(): Promise<string | undefined> {
  await page.getByText("This page could not be shown").waitFor();
  return UUID.exec((await page.locator("[data-slot=empty-state] code").textContent()) ?? "")?.[0];
}

test("a page that fails says so with the id of its own request, and works again afterwards", async () => {
  await app.db.$client`alter table suppliers rename to suppliers_away`;
  await page.goto(`${app.url}${paths.suppliers()}`);
  const first = await shownId();
  expect(first).toBe(ids.get(paths.suppliers()));
  await expectAccessible(page);
  await app.db.$client`alter table suppliers_away rename to suppliers`;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("No suppliers yet").waitFor();
});

test("so does one that is reached by a link", async () => {
  await page.goto(`${app.url}${paths.suppliers()}`);
  await app.db.$client`alter table api_tokens rename to api_tokens_away`;
  await page.getByRole("link", { name: "Tokens", exact: true }).click();
  const id = await shownId();
  expect(id).toBe(ids.get(paths.tokens()));
  await app.db.$client`alter table api_tokens_away rename to api_tokens`;
});
