import { eq } from "drizzle-orm";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { openPage, photographFailure, signIn, type WatchedPage } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { testUsers } from "../support/oidc";

let app: RunningApp;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
let tokenId = "";
/** What the browser itself has asked before a page was unloaded; each was answered with staying. */
const browserAsked: string[] = [];

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
  watched = await openPage(browser, [app.url, new URL(app.oidc.issuer).origin]);
  page = watched.page;
  page.on("dialog", (dialog) => {
    browserAsked.push(dialog.type());
    void dialog.dismiss();
  });
  tokenId = (await addToken(app.db)).id;
  await signIn(page, app.url, testUsers.admin);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

beforeEach((context) => photographFailure(context, page));

const unsaved = () => page.getByText("Unsaved changes");
const question = () => page.getByRole("alertdialog");
const stay = () => question().getByRole("button", { name: "Stay" });
const focused = () => page.evaluate(() => document.activeElement?.textContent);
const note = () => page.getByLabel("Note");

/** Opens a page of the token from its overview, so that going back stays inside the application. */
async function openTab(name: "Details" | "Permissions" | "Callbacks"): Promise<void> {
  await page.goto(`${app.url}/api-tokens/${tokenId}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("button", { name: `Save ${name.toLowerCase()}` }).waitFor();
}

async function expectStay(): Promise<void> {
  await question().waitFor();
  expect(await focused()).toBe("Stay");
  await stay().click();
  await question().waitFor({ state: "hidden" });
  expect(await note().inputValue()).toBe("typed");
}

test("a form says what is unsaved, also when it is changed back, discarded or saved", async () => {
  await openTab("Details");
  expect(await unsaved().count()).toBe(0);
  await note().fill("typed");
  await unsaved().waitFor();
  await note().fill("");
  await unsaved().waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "90 days" }).click();
  await unsaved().waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await unsaved().waitFor({ state: "hidden" });
  expect(await page.getByLabel("Expiration").inputValue()).toBe("");
  await note().fill("kept");
  await page.keyboard.press("Control+s");
  await page.getByText("Details saved: note.").waitFor();
  expect(await unsaved().count()).toBe(0);
  await page.keyboard.press("Control+Enter");
  await page.getByText("Nothing had changed.").waitFor();
  await page.getByRole("link", { name: "Permissions", exact: true }).click();
  await page.waitForURL(/edit\/permissions$/);
});

test("links, going back and reloading ask first; staying keeps what was typed", async () => {
  await openTab("Details");
  await note().fill("typed");
  await page.getByRole("link", { name: "Suppliers" }).click();
  await question().waitFor();
  await expectAccessible(page);
  await expectStay();
  // Not awaited: the navigation that is held never ends.
  void page.goBack().catch(() => undefined);
  await expectStay();
  browserAsked.length = 0;
  void page.reload().catch(() => undefined);
  await expect.poll(() => browserAsked).toEqual(["beforeunload"]);
  expect(await note().inputValue()).toBe("typed");
});

test("leaving goes where the link pointed, and back where the history was", async () => {
  await page.getByRole("link", { name: "Callbacks", exact: true }).click();
  await question().getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/edit\/callbacks$/);
  await page.getByLabel("Endpoint").first().fill("https://example.com/");
  void page.goBack().catch(() => undefined);
  await question().getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/edit\/details$/);
  expect(await note().inputValue()).toBe("kept");
});

test("the second of two admins is told, keeps what they typed and sees the change after reloading", async () => {
  await openTab("Details");
  await app.db.update(apiTokens).set({ name: "Changed meanwhile" }).where(eq(apiTokens.id, tokenId));
  await note().fill("typed");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("Somebody changed these details meanwhile.").waitFor();
  expect(await note().inputValue()).toBe("typed");
  browserAsked.length = 0;
  await page.getByRole("button", { name: "Reload" }).click();
  await expect.poll(() => page.getByLabel("Name", { exact: true }).inputValue()).toBe("Changed meanwhile");
  expect([await note().inputValue(), browserAsked]).toEqual(["kept", []]);
});

test("a date is chosen with the keyboard alone, and one before the activation is refused at its field", async () => {
  await openTab("Details");
  await page.getByLabel("Activation").fill("2030-01-10 08:00");
  const expiration = page.getByLabel("Expiration");
  await expiration.fill("2030-01-10 07:00");
  await expiration.blur();
  expect(await expiration.getAttribute("aria-invalid")).toBe("true");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("Check the marked fields. Nothing was saved.").waitFor();
  expect(await expiration.evaluate((node) => node === document.activeElement)).toBe(true);
  await expiration.fill("2030-01-14 09:30");
  await expiration.press("Alt+ArrowDown");
  await page.getByRole("gridcell", { selected: true }).waitFor();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  expect(await expiration.inputValue()).toBe("2030-01-22 09:30");
  await page.getByText("Tue 22 Jan 2030, 09:30 CET").waitFor();
  await page.getByRole("button", { name: "30 days" }).click();
  expect(await expiration.inputValue()).toBe("2030-02-09 08:00");
  await page.getByRole("button", { name: "Save details" }).click();
  await page.getByText("Details saved: activation, expiration.").waitFor();
});

test("an emptied activation is refused at its field, for a token always has one", async () => {
  await openTab("Details");
  const activation = page.getByLabel("Activation");
  const before = await activation.inputValue();
  await activation.fill("");
  await page.keyboard.press("Control+s");
  await page.getByText("Enter a date and a time.").waitFor();
  expect(await activation.getAttribute("aria-invalid")).toBe("true");
  await activation.fill(before);
  await page.getByText("Check the marked fields. Nothing was saved.").waitFor({ state: "detached" });
  expect(await unsaved().count()).toBe(0);
});

test("every wrong field says so, the first has the focus, and an error goes when its field is changed", async () => {
  await page.goto(`${app.url}/api-tokens/new`);
  await page.getByLabel("Rate limit").fill("0");
  await page.getByLabel("Allowed addresses").fill("203.0.113.7\nshop.example");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByText("Check the marked fields. Nothing was saved.").waitFor();
  const name = page.getByLabel("Name", { exact: true });
  expect(await name.evaluate((node) => node === document.activeElement)).toBe(true);
  for (const label of ["Supplier", "Rate limit", "Allowed addresses"])
    expect(await page.getByLabel(label, { exact: label === "Supplier" }).getAttribute("aria-invalid")).toBe(
      "true",
    );
  await page.getByText('Line 2: "shop.example" is no address or CIDR range.').waitFor();
  await name.fill("Planted");
  expect(await name.getAttribute("aria-invalid")).not.toBe("true");
  const message = page.getByText("Check the marked fields. Nothing was saved.");
  await page.getByLabel("Rate limit").fill("60");
  await page.getByLabel("Allowed addresses").fill("203.0.113.7");
  expect(await message.isVisible()).toBe(true);
  await page.getByLabel("Supplier", { exact: true }).selectOption({ index: 1 });
  await message.waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Cancel" }).click();
  await question().getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/\/api-tokens$/);
});

test.each([
  { tab: "Details", field: "Expiration", text: "soon", word: "Write the date as 2026-12-31 18:00." },
  { tab: "Details", field: "Allowed addresses", text: "shop.example", word: "Line 1:" },
  {
    tab: "Callbacks",
    field: "Endpoint for New conversation",
    text: "http://169.254.169.254/",
    word: "not on the public internet",
  },
] as const)("a slow press on Save saves, though leaving $field says that $text is wrong", async (wrong) => {
  await page.setViewportSize({ width: 1440, height: 2000 });
  await openTab(wrong.tab);
  const field = page.getByLabel(wrong.field);
  await field.fill(wrong.text);
  const save = page.getByRole("button", { name: `Save ${wrong.tab.toLowerCase()}` });
  await save.hover();
  const before = await save.boundingBox();
  await page.mouse.down();
  await page.waitForTimeout(500);
  expect(await save.boundingBox()).toEqual(before);
  await page.mouse.up();
  await page.getByText(wrong.word).waitFor();
  await page.getByText("Check the marked fields. Nothing was saved.").waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
});

test("a duplicate begins with the settings, and its secret does not go away by accident", async () => {
  await page.goto(`${app.url}/api-tokens/new?from=${tokenId}`);
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Copy of Changed meanwhile");
  expect(await note().inputValue()).toBe("kept");
  await page.getByRole("button", { name: "Create token" }).click();
  await page.getByTestId("secret").waitFor();
  await page.getByRole("link", { name: "Suppliers" }).click();
  await question().getByText("can never be seen again").waitFor();
  expect(await focused()).toBe("Stay");
  await stay().click();
  browserAsked.length = 0;
  void page.reload().catch(() => undefined);
  await expect.poll(() => browserAsked).toEqual(["beforeunload"]);
  await page.getByTestId("secret").waitFor();
  await page.getByRole("button", { name: "I have stored it", exact: true }).click();
  await page.waitForURL(/\/api-tokens\/[0-9a-f-]{36}$/);
  expect(await question().count()).toBe(0);
});

test("deleting the token takes along what was typed for it, without asking for that", async () => {
  await openTab("Details");
  await note().fill("typed");
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  await question().getByRole("button", { name: "Delete token" }).click();
  await page.waitForURL(/\/api-tokens$/);
  expect(await question().count()).toBe(0);
});

test("what is not there cannot be duplicated, and no script failed", async () => {
  expect(watched.faults.filter((fault) => fault.startsWith("script:"))).toEqual([]);
  for (const from of ["01935a00-0000-7000-8000-000000000000", "x"]) {
    const answer = await page.goto(`${app.url}/api-tokens/new?from=${from}`);
    expect(answer?.status()).toBe(404);
  }
});
