import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { openPage, photographFailure } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { giveSession } from "../support/sessions";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function statusOf(secret: string): Promise<number> {
  const headers = { authorization: `Bearer ${secret}` };
  return (await fetch(`${app.url}/api/v1/token`, { headers })).status;
}

/** Presses the button of an open dialog, whose action is held, and expects that nothing closes it meanwhile. */
async function pressAndInsist(page: Page, dialog: Locator, name: string): Promise<void> {
  const release = Promise.withResolvers<void>();
  await page.route(/api-tokens/, async (route) => {
    if (route.request().method() === "POST") await release.promise;
    await route.fallback();
  });
  await dialog.getByRole("button", { name }).click();
  await dialog.locator("[aria-busy]").waitFor();
  await dialog.getByRole("button", { name: "Cancel", disabled: true }).waitFor();
  expect(await dialog.getByRole("button", { name: "Close" }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.mouse.click(3, 3);
  expect(await dialog.locator("[aria-busy]").isVisible()).toBe(true);
  release.resolve();
}

test("an admin rotates a secret, sees who uses which, and stops the old one", async (test) => {
  const token = await addToken(app.db);
  const { page, context, faults } = await openPage(browser, [app.url, new URL(app.oidc.issuer).origin]);
  photographFailure(test, page);
  await giveSession(app, context, "admin");
  await page.goto(`${app.url}${paths.token(token.id)}`);
  await page.getByRole("button", { name: "Rotate secret" }).click();
  const dialog = page.getByRole("dialog");
  const isFocused = (node: Element) => node === document.activeElement;
  await expect.poll(() => dialog.getByRole("radio", { name: "For 24 hours" }).evaluate(isFocused)).toBe(true);
  await dialog.getByRole("radio", { name: "For 7 days" }).check();
  await expectAccessible(page);
  await pressAndInsist(page, dialog, "Rotate secret");
  const fresh = (await dialog.getByTestId("secret").textContent()) ?? "";
  await dialog.getByText("The first request with it ends the old secret’s time").waitFor();
  expect(await dialog.getByText("curl").count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.mouse.click(3, 3);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(fresh);
  expect(page.url()).not.toContain(fresh);

  expect(await statusOf(token.secret)).toBe(200);
  await page.reload();
  expect(await page.content()).not.toContain(fresh);
  await page.getByText("1 request since the rotation").waitFor();
  await page.getByText("Two secrets work until the supplier has switched").waitFor();
  await page.getByRole("button", { name: "Rotate secret" }).click();
  await dialog.getByText(`…${token.secret.slice(-4)}, is still served from the last rotation`).waitFor();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Stop the old secret" }).click();
  await expectAccessible(page);
  await pressAndInsist(page, page.getByRole("alertdialog"), "Stop the old secret");
  await page.getByText("was stopped by an admin").waitFor();
  // The button is gone, the place is not: what comes next by Tab is still what came after it.
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.closest("#content") !== null))
    .toBe(true);
  expect([await statusOf(token.secret), await statusOf(fresh)]).toEqual([401, 200]);
  await page.reload();
  await page.getByText(/1 request with a replaced secret .* was refused/).waitFor();
  expect(faults).toEqual([]);
});
