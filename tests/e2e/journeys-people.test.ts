import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { addSupplier } from "../support/admin";
import { addNumber } from "../support/api-data";
import { type JourneyWorld, journey, openJourneyWorld } from "../support/journey";
import { LOOKS } from "../support/looks";
import { signInDirectly } from "../support/sessions";

let world: JourneyWorld;

beforeAll(async () => {
  world = await openJourneyWorld();
});

afterAll(() => world?.close());

/** Whether a page opens for who sends these headers. */
async function isLetIn(headers: Record<string, string>): Promise<boolean> {
  const { status } = await fetch(`${world.app.url}${paths.tokens()}`, { headers, redirect: "manual" });
  return status === 200;
}

const search = (path: string, text: string) => `${path}?q=${encodeURIComponent(text)}`;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const choose = (page: Page, name: string) => page.getByRole("menuitem", { name }).click();
const question = (page: Page) => page.getByRole("alertdialog");
const nameField = (page: Page) => page.getByLabel("Name", { exact: true });
const rows = (page: Page) => page.getByRole("table").locator("tbody tr");

async function answer(page: Page, name: string): Promise<void> {
  await question(page).getByRole("button", { name, exact: true }).click();
  await question(page).waitFor({ state: "detached" });
}

async function filterBy(page: Page, filter: string, choice: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${filter}`) }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: choice }).check();
  await page.keyboard.press("Escape");
}

describe.each(LOOKS)("an admin, $look,", (options) => {
  const { look } = options;
  const admin = { ...options, role: "admin" as const, name: `Ada, ${look}` };

  test("creates a supplier, gives it a token, edits it, archives it and restores it", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const name = `Lumen, ${look}`;
      await goto(paths.suppliers());
      await page.getByRole("link", { name: "Create supplier" }).click();
      await press(page, "Create supplier");
      await page.getByText("Check the marked fields. Nothing was saved.").waitFor();
      expect(await nameField(page).getAttribute("aria-invalid")).toBe("true");
      await expectWhole();
      await nameField(page).fill(name);
      await press(page, "Create supplier");
      await page.getByRole("heading", { name, exact: true }).waitFor();
      const supplierPage = new URL(page.url()).pathname;
      await expectWhole();
      await page.getByRole("link", { name: "Create token" }).click();
      await nameField(page).fill(`Of Lumen, ${look}`);
      await press(page, "Create token");
      await page.getByTestId("secret").waitFor();
      await press(page, "I have stored it");
      await page.waitForURL(/\/api-tokens\/[0-9a-f-]{36}$/);
      await goto(supplierPage);
      await page.getByText("1 usable of 1").waitFor();
      await page.getByRole("link", { name: "Edit", exact: true }).click();
      await page.getByLabel("Note").fill("Pilot until spring.");
      await press(page, "Save supplier");
      await page.getByText("Supplier saved: note.").waitFor();
      await expectWhole();
      await page.getByRole("link", { name, exact: true }).click();
      await press(page, "Archive");
      await question(page).getByText("It has 1 usable token.").waitFor();
      expect(await question(page).getByRole("checkbox").isChecked()).toBe(true);
      await expectWhole();
      await answer(page, "Archive supplier");
      await page.getByText("0 usable of 1").waitFor();
      await expectWhole();
      await goto(search(paths.suppliers(), name));
      await page.getByText("Nothing matches").waitFor();
      await filterBy(page, "State", "Archived");
      await press(page, `Actions for ${name}`);
      await choose(page, "Restore");
      await expectWhole();
      await answer(page, "Restore supplier");
      await page.getByText("Nothing matches").waitFor();
      await goto(supplierPage);
      await page.getByRole("button", { name: "Archive", exact: true }).waitFor();
      await page.getByText("0 usable of 1").waitFor();
    }));

  test("gives a managed number a label", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const phone = `+44207946098${LOOKS.indexOf(options)}`;
      await addNumber(world.app.db, phone);
      await goto(search(paths.managedNumbers(), phone));
      await press(page, `Change label of ${phone}`);
      const label = page.getByLabel("Label", { exact: true });
      await label.fill("");
      await press(page, "Save label");
      await expect.poll(() => label.getAttribute("aria-invalid")).toBe("true");
      await expectWhole();
      await label.fill(`London, ${look}`);
      await press(page, "Save label");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByRole("cell", { name: /^London/ }).waitFor();
    }));

  test("signs somebody out everywhere, disables them and lets them in again, but never themselves", (context) =>
    journey(world, context, admin, async ({ page, goto, expectWhole }) => {
      const name = `Max, ${look}`;
      const { headers } = await signInDirectly(world.app, "manager", name);
      expect(await isLetIn(headers)).toBe(true);
      await goto(search(paths.users(), name));
      await press(page, `Actions for ${name}`);
      await choose(page, "Sign out everywhere…");
      await expectWhole();
      await answer(page, "Sign out everywhere");
      await page.getByRole("cell", { name: "Signed out" }).waitFor();
      expect(await isLetIn(headers)).toBe(false);
      await press(page, `Actions for ${name}`);
      await choose(page, "Disable…");
      await expectWhole();
      await answer(page, "Disable user");
      await page.getByRole("cell", { name: "Disabled" }).waitFor();
      await expectWhole();
      await press(page, `Actions for ${name}`);
      await choose(page, "Enable…");
      await answer(page, "Enable user");
      await page.getByRole("cell", { name: "Signed out" }).waitFor();
      // Each journey signs its admin in anew under the same name.
      await goto(`${search(paths.users(), admin.name)}&sort=-createdAt`);
      await rows(page).first().getByRole("button").click();
      await page.getByRole("menuitem", { name: "Sign out everywhere…" }).waitFor();
      expect(await page.getByRole("menuitem", { name: "Disable…" }).count()).toBe(0);
      await expectWhole();
      await page.keyboard.press("Escape");
    }));

  test("finds changes in the audit log by name and by kind", (context) =>
    journey(world, context, admin, async ({ page, goto, address, expectWhole }) => {
      const name = `In the log, ${look}`;
      const supplierId = await addSupplier(world.app.db, name);
      await goto(paths.editSupplier(supplierId));
      await page.getByLabel("Note").fill("Seen in the log.");
      await press(page, "Save supplier");
      await page.getByText("Supplier saved: note.").waitFor();
      await page.getByRole("link", { name, exact: true }).click();
      await press(page, "Archive");
      await answer(page, "Archive supplier");
      await page.getByRole("button", { name: "Restore", exact: true }).waitFor();
      await goto(search(paths.auditLog(), name));
      await expect.poll(() => rows(page).count()).toBe(2);
      const words = (await rows(page).allTextContents()).join("\n");
      for (const word of ["archived the supplier", "changed the supplier"]) expect(words).toContain(word);
      await filterBy(page, "Kind", "Users");
      await page.getByText("Nothing matches").waitFor();
      await expectWhole();
      await filterBy(page, "Kind", "Suppliers");
      await expect.poll(() => rows(page).count()).toBe(2);
      const list = address();
      expect(list).toContain("kind=suppliers");
      await rows(page).last().getByRole("link").first().click();
      const sheet = page.getByRole("dialog");
      await sheet.getByText("Seen in the log.").waitFor();
      await sheet.getByText("admin@example.com").waitFor();
      await expectWhole();
      await page.keyboard.press("Escape");
      await expect.poll(address).toBe(list);
      // A download lies in the log as well.
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download Excel" }).click();
      await waiting;
      await goto(`${paths.auditLog()}?kind=downloads`);
      await rows(page).filter({ hasText: "downloaded the audit log" }).first().waitFor();
    }));
});
