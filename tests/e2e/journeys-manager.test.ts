import { readFile } from "node:fs/promises";
import readXlsxFile from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_TOKEN_NAME } from "@/db/seed/token-plan";
import { paths } from "@/lib/paths";
import { type JourneyWorld, journey, openJourneyWorld } from "../support/journey";
import { LOOKS } from "../support/looks";

let world: JourneyWorld;

beforeAll(async () => {
  world = await openJourneyWorld();
});

afterAll(() => world?.close());

describe.each(LOOKS)("a manager, $look,", (look) => {
  const manager = { ...look, role: "manager" as const };
  const isWide = look.width > 1000;

  test("finds a token, and back and reload keep the view", (context) =>
    journey(world, context, manager, async ({ page, goto, address, expectWhole, reload }) => {
      await goto(paths.tokens());
      const rows = page.getByRole("table", { name: "API access tokens" }).locator("tbody tr");
      await rows.first().waitFor();
      expect(await page.getByRole("link", { name: "Create token" }).count()).toBe(0);
      expect(await page.getByRole("checkbox").count()).toBe(0);
      await page.keyboard.press("/");
      await page.keyboard.type(DEMO_TOKEN_NAME);
      await expect
        .poll(async () => (await rows.allTextContents()).every((text) => text.includes(DEMO_TOKEN_NAME)))
        .toBe(true);
      const found = address();
      expect(found).toContain("q=");
      await page.getByRole("button", { name: "State", exact: true }).first().click();
      await expectWhole();
      await page.getByRole("checkbox", { name: "Paused" }).check();
      await page.getByText("Nothing matches").waitFor();
      await page.keyboard.press("Escape");
      await expectWhole();
      await page.goBack();
      await expect.poll(address).toBe(found);
      await rows.first().waitFor();
      await reload();
      expect(await page.getByRole("searchbox").or(page.locator("search input")).inputValue()).toBe(
        DEMO_TOKEN_NAME,
      );
      await page.locator("search input").press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/api-tokens\/[0-9a-f-]{36}$/);
    }));

  test("chooses how many rows and in which order", (context) =>
    journey(world, context, manager, async ({ page, goto, address, reload }) => {
      await goto(paths.tokens());
      await page.getByRole("combobox", { name: "Show rows per page" }).click();
      await page.getByRole("option", { name: "10", exact: true }).click();
      await expect.poll(address).toContain("size=10");
      await page.getByText("1–10 of").waitFor();
      await page.getByRole("link", { name: "Next page" }).click();
      await page.getByText("11–20 of").waitFor();
      if (isWide) {
        await page.getByRole("button", { name: "Supplier", exact: true }).last().click();
        await expect.poll(address).toContain("sort=supplier");
        await page.getByText("1–10 of").waitFor();
      }
      await reload();
      await page.getByText("1–10 of").or(page.getByText("11–20 of")).waitFor();
    }));

  test("reads a token at a glance and changes nothing", (context) =>
    journey(world, context, manager, async ({ page, goto, expectWhole }) => {
      await goto(paths.token(world.seeded.tokenId));
      for (const heading of ["Requests", "Callbacks", "Last requests", "Last changes"])
        await page.getByRole("heading", { name: heading, exact: true }).waitFor();
      await page.getByText("Times in").first().waitFor();
      for (const name of ["Rotate secret", "Pause", "Delete", "Stop the old secret"])
        expect(await page.getByRole("button", { name }).count()).toBe(0);
      await expectWhole();
      for (const tab of ["Details", "Permissions", "Callbacks"]) {
        await page.getByRole("navigation", { name: "Token" }).getByRole("link", { name: tab }).click();
        await page.getByRole("textbox").or(page.getByRole("switch")).first().waitFor();
        expect(await page.getByRole("button", { name: /^Save/ }).count()).toBe(0);
        expect(
          await page.locator("main :is(input, textarea, select):enabled:not([type=hidden])").count(),
        ).toBe(0);
        await expectWhole();
      }
      await page.getByRole("link", { name: "Log", exact: true }).click();
      await page.getByRole("table", { name: "API requests" }).waitFor();
    }));

  test.for([
    ["tokens", paths.tokens(), "Tokens"],
    ["suppliers", paths.suppliers(), "Suppliers"],
    ["deliveries", paths.deliveries(), "Deliveries"],
    ["managed numbers", paths.managedNumbers(), "Managed numbers"],
    ["audit log", paths.auditLog(), "Audit log"],
    ["users", paths.users(), "Users"],
  ] as const)("takes the Excel of the %s away", ([, path, sheet], context) =>
    journey(world, context, manager, async ({ page, goto }) => {
      await goto(path);
      await page.getByRole("table").waitFor();
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download Excel" }).click();
      const file = await readFile(await (await waiting).path());
      const sheets = await readXlsxFile(file);
      expect(sheets[0]?.sheet).toBe(sheet);
      expect(sheets[0]?.data.length).toBeGreaterThan(1);
      await page.getByRole("link", { name: "Download Excel" }).waitFor();
    }),
  );

  test("takes the Excel of one token's log away", (context) =>
    journey(world, context, manager, async ({ page, goto }) => {
      await goto(paths.tokenLog(world.seeded.tokenId));
      const waiting = page.waitForEvent("download");
      await page.getByRole("link", { name: "Download Excel" }).click();
      const [sheet] = await readXlsxFile(await readFile(await (await waiting).path()));
      expect(sheet?.data.length).toBeGreaterThan(1);
    }));

  test("follows a change in the audit log and an event in the deliveries", (context) =>
    journey(world, context, manager, async ({ page, goto, address, expectWhole }) => {
      for (const path of [paths.auditLog(), paths.deliveries()]) {
        await goto(path);
        await page.locator("tbody tr").first().getByRole("link").first().click();
        await page.getByRole("dialog").waitFor();
        await expectWhole();
        await page.keyboard.press("Escape");
        await expect.poll(address).toBe(path);
      }
    }));
});
