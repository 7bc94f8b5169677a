import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { addTokenRows } from "../support/admin";
import { addToken } from "../support/api-data";
import { type JourneyWorld, journey, openJourneyWorld } from "../support/journey";
import { LOOKS } from "../support/looks";

let world: JourneyWorld;

beforeAll(async () => {
  world = await openJourneyWorld();
});

afterAll(() => world?.close());

/** Stores tokens of the seeded supplier, never used, and returns their ids. */
function addTokens(...names: string[]): Promise<string[]> {
  const { supplierId } = world.seeded;
  return addTokenRows(
    world.app.db,
    names.map((name) => ({ supplierId, name })),
  );
}

/** What the public API answers to a call with that secret. */
async function statusOf(secret: string): Promise<number> {
  const headers = { authorization: `Bearer ${secret}` };
  return (await fetch(`${world.app.url}/api/v1/token`, { headers })).status;
}

const search = (name: string) => `${paths.tokens()}?q=${encodeURIComponent(name)}`;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const question = (page: Page) => page.getByRole("alertdialog");
const answer = (page: Page, name: string) =>
  question(page).getByRole("button", { name, exact: true }).click();
const said = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text }).waitFor();
const nameField = (page: Page) => page.getByLabel("Name", { exact: true });

describe.each(LOOKS)("an admin, $look,", (options) => {
  const { look } = options;
  const admin = { ...options, role: "admin" as const };

  test("creates a token, sees what it would see, and stores its secret", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      await goto(paths.tokens());
      await page.getByRole("link", { name: "Create token" }).click();
      await page.getByLabel("Supplier", { exact: true }).selectOption({ label: "Nordlys ApS" });
      await press(page, "90 days");
      expect(await page.getByLabel("Expiration").inputValue()).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d$/);
      const preview = page.getByRole("region", { name: "Preview" });
      await preview.getByText(/would see .* on 3 numbers\./).waitFor();
      await page.getByLabel("Chosen numbers").check();
      await preview.getByText("no number is chosen").waitFor();
      await page.getByText("Roma – Servizio clienti").first().click();
      await preview.getByText(/would see .* on 1 number\./).waitFor();
      const conversations = preview.getByRole("region", { name: /^Answer to GET .*\/conversations/ });
      const clear = await conversations.textContent();
      await page.getByText("Mask contacts", { exact: true }).click();
      await expect.poll(() => conversations.textContent()).not.toBe(clear);
      await page.getByRole("button", { name: "Create token" }).click();
      await page.getByText("Check the marked fields. Nothing was saved.").waitFor();
      expect(await nameField(page).getAttribute("aria-invalid")).toBe("true");
      await expectWhole();
      const name = `Created, ${look}`;
      await nameField(page).fill(name);
      await page.getByRole("button", { name: "Create token" }).click();
      const secret = (await page.getByTestId("secret").textContent()) ?? "";
      expect(await statusOf(secret)).toBe(200);
      await expectWhole();
      await press(page, "I have stored it");
      await page.waitForURL(/\/api-tokens\/[0-9a-f-]{36}$/);
      await page.getByRole("heading", { name, exact: true }).waitFor();
      await page.getByRole("heading", { name: "Requests", exact: true }).waitFor();
      expect(await page.content()).not.toContain(secret);
    }));

  test("edits the details, is warned before they are lost, and duplicates the settings", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const [id = ""] = await addTokens(`To edit, ${look}`);
      const name = `Edited, ${look}`;
      await goto(paths.tokenDetails(id));
      await nameField(page).fill(name);
      await page.getByLabel("Note").fill("For the warehouse.");
      await page.getByRole("link", { name: "Permissions", exact: true }).click();
      await question(page).getByText("would be lost").waitFor();
      await expectWhole();
      await answer(page, "Stay");
      expect(await nameField(page).inputValue()).toBe(name);
      await press(page, "Save details");
      await said(page, "Details saved: name, note.");
      await expectWhole();
      await page.getByRole("link", { name: "Tokens", exact: true }).first().click();
      await page.getByLabel("Search name, supplier, last 4").fill(name);
      // Found, and not dimmed any more by the search.
      await page.waitForURL(/[?&]q=/);
      await page.locator("[aria-busy=true]").waitFor({ state: "detached" });
      await press(page, `Actions for ${name}`);
      await page.getByRole("menuitem", { name: "Duplicate settings" }).waitFor();
      await expectWhole();
      await page.getByRole("menuitem", { name: "Duplicate settings" }).click();
      await expect.poll(() => nameField(page).inputValue()).toBe(`Copy of ${name}`);
      expect(await page.getByLabel("Note").inputValue()).toBe("For the warehouse.");
      await page.getByRole("button", { name: "Create token" }).click();
      await press(page, "I have stored it, set callbacks");
      await page.waitForURL(/\/edit\/callbacks$/);
      await page.getByRole("button", { name: "Save callbacks" }).waitFor();
    }));

  test("pauses and resumes one from its page, and two from the table, which it deletes then", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const [id = ""] = await addTokens(`First of a pair, ${look}`, `Second of a pair, ${look}`);
      await goto(paths.token(id));
      await press(page, "Pause");
      await expectWhole();
      await answer(page, "Pause token");
      await page.getByRole("button", { name: "Resume", exact: true }).waitFor();
      await expectWhole();
      await press(page, "Resume");
      await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
      await goto(search(`of a pair, ${look}`));
      const rows = page.getByRole("table").locator("tbody tr");
      const tickBoth = async () => {
        for (const place of [0, 1]) await rows.nth(place).getByRole("checkbox").check();
        await page.getByText("2 selected").waitFor();
      };
      await tickBoth();
      await expectWhole();
      await press(page, "Pause…");
      await answer(page, "Pause 2 tokens");
      await said(page, "2 tokens paused.");
      await tickBoth();
      await press(page, "Resume…");
      await answer(page, "Resume 2 tokens");
      await said(page, "2 tokens resumed.");
      await tickBoth();
      await press(page, "Delete…");
      await question(page).getByText("Never used").waitFor();
      await expectWhole();
      await answer(page, "Delete 2 tokens");
      await said(page, "2 tokens deleted.");
      await page.getByText("Nothing matches").waitFor();
    }));

  test("rotates a secret with overlap and stops the old one", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const token = await addToken(world.app.db, { name: `Rotated, ${look}` });
      await goto(paths.token(token.id));
      await press(page, "Rotate secret");
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("radio", { name: "For 7 days" }).check();
      await expectWhole();
      await dialog.getByRole("button", { name: "Rotate secret" }).click();
      const fresh = (await dialog.getByTestId("secret").textContent()) ?? "";
      await expectWhole();
      await dialog.getByRole("button", { name: "I have stored it" }).click();
      await page.getByText("Two secrets work until the supplier has switched").waitFor();
      expect(await statusOf(token.secret)).toBe(200);
      await expectWhole();
      await press(page, "Stop the old secret");
      await question(page).getByText("This cannot be undone.").waitFor();
      await expectWhole();
      await answer(page, "Stop the old secret");
      await page.getByText("was stopped by an admin").waitFor();
      expect([await statusOf(token.secret), await statusOf(fresh)]).toEqual([401, 200]);
    }));

  test("deletes a token in use by typing its name, and finds it and its log again", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const name = `In use, ${look}`;
      const { secret } = await addToken(world.app.db, { name });
      expect(await statusOf(secret)).toBe(200);
      await goto(search(name));
      await press(page, `Actions for ${name}`);
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await question(page).getByText("1 request in the last 24 hours").waitFor();
      const remove = question(page).getByRole("button", { name: "Delete token" });
      expect(await remove.isDisabled()).toBe(true);
      await expectWhole();
      await question(page).getByLabel("Type its name").fill(name);
      await remove.click();
      await said(page, `${name} is deleted.`);
      await page.getByText("Nothing matches").waitFor();
      await expectWhole();
      expect(await statusOf(secret)).toBe(401);
      await page.getByRole("button", { name: "State", exact: true }).click();
      await page.getByRole("checkbox", { name: "Deleted" }).check();
      await page.keyboard.press("Escape");
      await page.getByRole("table").getByRole("link", { name }).click();
      await page.getByRole("heading", { name, exact: true }).waitFor();
      await page.getByRole("heading", { name: "Requests", exact: true }).waitFor();
      await expectWhole();
      await page.getByRole("link", { name: "Log", exact: true }).click();
      const calls = page.getByRole("table", { name: "API requests" }).locator("tbody tr");
      await calls.nth(1).waitFor();
      expect((await calls.allTextContents()).every((text) => text.includes("/token"))).toBe(true);
    }));

  test("deletes a token on its own page and is told so on the list, once", (context) =>
    journey(world, context, admin, async ({ page, goto, reload }) => {
      const name = `Given up, ${look}`;
      const [id = ""] = await addTokens(name);
      await goto(paths.token(id));
      await press(page, "Delete");
      await answer(page, "Delete token");
      await page.waitForURL((url) => url.pathname === paths.tokens());
      await said(page, `${name} is deleted.`);
      await reload();
      expect(await page.getByText(`${name} is deleted.`).count()).toBe(0);
    }));

  test("sets an endpoint; a forbidden address is refused at its field", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole, reload }) => {
      const [id = ""] = await addTokens(`Called back, ${look}`);
      await goto(paths.token(id));
      await page.getByRole("link", { name: "Callbacks", exact: true }).click();
      const endpoints = page.getByLabel("Endpoint");
      await endpoints.nth(0).fill("http://127.0.0.1:9/conversations");
      await endpoints.nth(1).fill("http://169.254.169.254/latest");
      await press(page, "Save callbacks");
      await page.getByText("Check the marked fields. Nothing was saved.").waitFor();
      expect(await endpoints.nth(1).getAttribute("aria-invalid")).toBe("true");
      expect(await endpoints.nth(0).getAttribute("aria-invalid")).not.toBe("true");
      await expectWhole();
      await endpoints.nth(1).fill("");
      await press(page, "Save callbacks");
      await said(page, "Callbacks saved: New conversation.");
      await reload();
      expect(await endpoints.nth(0).inputValue()).toBe("http://127.0.0.1:9/conversations");
    }));
});
