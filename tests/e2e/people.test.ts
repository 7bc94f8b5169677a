import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { openPage, photographFailure } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { type SeededPages, seedPages } from "../support/seeded-pages";
import { giveSession } from "../support/sessions";

let app: RunningApp;
let browser: Browser;
let seeded: SeededPages;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
  seeded = await seedPages(app);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function open(role: "admin" | "manager", path: string) {
  const watched = await openPage(browser, [app.url]);
  const { userId } = await giveSession(app, watched.context, role);
  await watched.page.goto(`${app.url}${path}`);
  return { ...watched, userId };
}

describe("suppliers", () => {
  test("an admin edits a supplier and archives it together with its tokens", async (test) => {
    const { page, context, faults } = await open("admin", paths.supplier(seeded.supplierId));
    photographFailure(test, page);
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Name", { exact: true }).fill("nordlys aps");
    await page.getByRole("button", { name: "Save supplier" }).click();
    await page.getByText("Another supplier has this name").first().waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Meridian S.p.A.");
    await page.getByRole("button", { name: "Save supplier" }).click();
    await page.getByText("Supplier saved").waitFor();
    await page.getByRole("link", { name: "Meridian S.p.A." }).click();
    await page.getByRole("heading", { name: "Meridian S.p.A." }).waitFor();

    await page.getByRole("button", { name: "Archive" }).click();
    const dialog = page.getByRole("alertdialog");
    await dialog.getByText(/It has \d+ usable tokens/).waitFor();
    expect(await dialog.getByRole("checkbox").isChecked()).toBe(true);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Archive supplier" }).click();
    await page.getByRole("button", { name: "Restore" }).waitFor();
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    await page.getByText("0 usable of").waitFor();

    await page.goto(`${app.url}${paths.suppliers()}`);
    await page.getByRole("cell", { name: "Nordlys ApS", exact: true }).waitFor();
    expect(await page.getByRole("cell", { name: "Meridian S.p.A." }).count()).toBe(0);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("an admin takes it back from the list of archived ones", async (test) => {
    const { page, context, faults } = await open("admin", `${paths.suppliers()}?state=archived`);
    photographFailure(test, page);
    await page.getByRole("button", { name: "Actions for Meridian S.p.A." }).click();
    await page.getByRole("menuitem", { name: "Restore" }).click();
    await page.getByRole("button", { name: "Restore supplier" }).click();
    // The list is out of sight for as long as the question is open.
    await page.getByRole("alertdialog").waitFor({ state: "detached" });
    await page.getByRole("cell", { name: "Meridian S.p.A." }).waitFor({ state: "detached" });
    await page.goto(`${app.url}${paths.supplier(seeded.supplierId)}`);
    await page.getByRole("button", { name: "Archive" }).waitFor();
    await page.getByText("0 usable of").waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test("a manager sees everything and no way to change it", async () => {
    const { page, context } = await open("manager", paths.supplier(seeded.supplierId));
    await page.getByRole("heading", { name: "Meridian" }).waitFor();
    for (const name of ["Archive", "Edit", "Create token"])
      expect(await page.getByText(name, { exact: true }).count()).toBe(0);
    await context.close();
  });
});

test("an admin gives a managed number another label", async (test) => {
  const { page, context, faults } = await open("admin", paths.managedNumbers());
  photographFailure(test, page);
  await page.getByRole("button", { name: "Change label of London – Customer care" }).click();
  const label = page.getByLabel("Label", { exact: true });
  expect(await label.inputValue()).toBe("London – Customer care");
  await expectAccessible(page);
  await label.fill("London – Returns");
  await page.getByRole("button", { name: "Save label" }).click();
  await page.getByRole("cell", { name: "London – Returns", exact: true }).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
});

test("whoever is disabled is out with the next page", async (test) => {
  const victim = await open("manager", paths.tokens());
  await victim.page.getByRole("heading", { name: "API access tokens" }).waitFor();
  await app.db.$client`update users set name = 'Maxine' where id = ${victim.userId}`;
  const { page, context, userId, faults } = await open("admin", `${paths.users()}?q=Maxine`);
  photographFailure(test, page);
  await page.getByRole("button", { name: "Actions for Maxine" }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Disable user" }).click();
  await page.getByRole("cell", { name: "Disabled" }).waitFor();
  await victim.page.goto(`${app.url}${paths.tokens()}`);
  expect(new URL(victim.page.url()).pathname).toBe(paths.signIn());

  await app.db.$client`update users set name = 'Myself' where id = ${userId}`;
  await page.goto(`${app.url}${paths.users()}?q=Myself`);
  await page.getByRole("button", { name: "Actions for Myself" }).click();
  expect(await page.getByRole("menuitem", { name: "Disable" }).count()).toBe(0);
  expect(faults).toEqual([]);
  await context.close();
  await victim.context.close();
});
