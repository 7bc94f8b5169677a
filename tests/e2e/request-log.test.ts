import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditLog } from "@/db/schema/audit-log";
import { paths } from "@/lib/paths";
import { addToken } from "../support/api-data";
import { openPage, photographFailure } from "../support/browser";
import { type JourneyWorld, journey, openJourneyWorld } from "../support/journey";
import { giveSession } from "../support/sessions";

const WIDE = { width: 1440 } as const;
const NARROW = { width: 390 } as const;
const MANAGER = { ...WIDE, role: "manager" as const };

let world: JourneyWorld;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  world = await openJourneyWorld();
  token = await addToken(world.app.db, { name: "Live follower" });
});

afterAll(() => world?.close());

/** Makes a call of the API and answers its request id. */
async function call(path = "/api/v1/token", secret = token.secret): Promise<string> {
  const answer = await fetch(`${world.app.url}${path}`, { headers: { authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.headers.get("x-request-id") ?? "";
}

const rows = (page: Page) => page.getByRole("table", { name: "API requests" }).locator("tbody tr");
const filter = async (page: Page, label: string, choice: string | RegExp) => {
  await page
    .locator("[data-slot=data-table-filter]")
    .getByRole("button", { name: label, exact: true })
    .click();
  await page.getByRole("dialog").getByRole("checkbox", { name: choice }).click();
  await page.keyboard.press("Escape");
};

describe("the request log", () => {
  test("is filtered, and a call shows everything with its curl and callbacks", (context) =>
    journey(world, context, MANAGER, async ({ page, goto, address, expectWhole }) => {
      const id = await call("/api/v1/conversations?limit=1000&token=hidden");
      await goto(paths.requestLog());
      await filter(page, "Status", /^Refused/);
      await filter(page, "Code", /invalid_parameter/);
      await expect.poll(address).toContain("code=invalid_parameter");
      const row = page.locator(`tr[data-row="${id}"]`);
      await row.getByText("A parameter is not valid").waitFor();
      await expect
        .poll(async () =>
          (await rows(page).allTextContents()).every((text) => text.includes("invalid_parameter")),
        )
        .toBe(true);
      await row.getByRole("link").first().click();
      const sheet = page.getByRole("dialog");
      await sheet.getByText(id).waitFor();
      await sheet.getByText("Authorization: Bearer $WITIOP_TOKEN").waitFor();
      expect(await sheet.textContent()).toContain("limit=1000&token=[masked]");
      await sheet.getByText("limit: Ask for at most 100.").waitFor();
      await sheet.getByRole("link", { name: "Live follower" }).waitFor();
      await sheet.getByText("The nearest callbacks within 10 minutes").waitFor();
      await expectWhole();
      await page.keyboard.press("Escape");
      await expect.poll(address).not.toContain("open=");
    }));

  test("finds a call by its request id, and says when there is none", (context) =>
    journey(world, context, { ...NARROW, role: "manager" }, async ({ page, goto, expectWhole }) => {
      const id = await call();
      await goto(paths.requestLog());
      await page.locator("search input").fill(id);
      await expect.poll(() => rows(page).count()).toBe(1);
      await expectWhole();
      await page.locator("search input").fill("orders");
      await page.getByText("Nothing matches").waitFor();
    }));

  test.for([WIDE, NARROW])("cuts no reason off, neither in the list nor in its filter, %o", (look, context) =>
    journey(world, context, { ...look, role: "manager" }, async ({ page, goto }) => {
      await goto(paths.requestLog("?status=refused&size=50"));
      const cut = (selector: string) =>
        page
          .locator(selector)
          .evaluateAll((all) =>
            all
              .filter((each) =>
                [each, ...each.querySelectorAll("span")].some(
                  (part) =>
                    part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).display !== "inline",
                ),
              )
              .map((each) => each.textContent),
          );
      if (look === WIDE) {
        const head = page.getByRole("columnheader", { name: "Refused because" });
        const at = await head.evaluate((cell) => (cell as HTMLTableCellElement).cellIndex + 1);
        expect(await rows(page).count()).toBeGreaterThan(20);
        expect(await cut(`tbody td:nth-child(${at})`)).toEqual([]);
      }
      await page
        .locator("[data-slot=data-table-filter]")
        .getByRole("button", { name: "Code", exact: true })
        .click();
      await page.getByRole("dialog").getByText("(rate_limited)").waitFor();
      expect(await cut("[role=dialog] label > span")).toEqual([]);
    }),
  );

  test("of one token has the same filters, and both files hold what they show", (context) =>
    journey(world, context, MANAGER, async ({ page, goto }) => {
      const id = await call("/api/v1/conversations?limit=1000");
      await call();
      await goto(paths.tokenLog(token.id, "?status=refused"));
      await rows(page).first().waitFor();
      const [file] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name: "Download CSV" }).click(),
      ]);
      expect(file.suggestedFilename()).toMatch(/^token-log-.*\.csv$/);
      const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
      expect(lines[0]).toContain("Refused because,In words,Detail");
      const own = lines.filter((line) => line.includes(id));
      expect(own).toHaveLength(1);
      expect(own[0]).toContain("limit: Ask for at most 100.");
      expect(lines.slice(1).every((line) => line.includes(",400,"))).toBe(true);
      const audited = await world.app.db.select().from(auditLog);
      expect(audited.at(-1)).toMatchObject({ action: "request_log.downloaded", targetId: token.id });
      expect(audited.at(-1)?.after).toEqual({ filters: "?status=refused&format=csv" });
    }));
});

describe("live", () => {
  const live = (page: Page) => page.getByRole("switch", { name: "Live" });

  test("shows new calls at the top, and lets them wait while something is read", (context) =>
    journey(world, context, MANAGER, async ({ page, goto, expectWhole }) => {
      await goto(paths.requestLog());
      await live(page).check();
      await page.getByText("Following").waitFor();
      const first = await call();
      await page.locator(`tbody tr:first-child[data-row="${first}"]`).waitFor();
      await expectWhole();
      await page.mouse.wheel(0, 400);
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);
      const top = await page.locator(`tr[data-row="${first}"]`).boundingBox();
      const later = [await call(), await call()];
      await page.getByRole("button", { name: "2 new" }).waitFor();
      expect(await page.locator(`tr[data-row="${first}"]`).boundingBox()).toEqual(top);
      expect(await page.locator(`tr[data-row="${later[0]}"]`).count()).toBe(0);
      await expectWhole();
      await page.getByRole("button", { name: "2 new" }).click();
      await page.locator(`tbody tr:first-child[data-row="${later[1]}"]`).waitFor();
    }));

  test("shows the first call of a token in a browser whose clock is ahead", (context) =>
    journey(world, context, MANAGER, async ({ page, goto }) => {
      const fresh = await addToken(world.app.db, { name: "Not called yet" });
      await page.addInitScript(() => {
        const now = Date.now;
        Date.now = () => now() + 120_000;
      });
      await goto(paths.tokenLog(fresh.id));
      await live(page).check();
      await page.getByText("Following").waitFor();
      const first = await call("/api/v1/token", fresh.secret);
      await page.locator(`tr[data-row="${first}"]`).waitFor();
    }));

  test("tells a lost connection and follows on, and tells the end of a session", async (context) => {
    const { app, browser } = world;
    // Not a journey: the browser itself reports answers of 502 and 401 as errors.
    const watched = await openPage(browser, [app.url]);
    const { page } = watched;
    photographFailure(context, page);
    await giveSession(app, watched.context, "manager");
    await page.goto(`${app.url}${paths.tokenLog(token.id)}`, { waitUntil: "networkidle" });
    await live(page).check();
    await page.getByText("Following").waitFor();
    await page.route("**/request-log/new**", (route) => route.fulfill({ status: 502, body: "" }));
    await page.getByText("Not connected, trying again").waitFor();
    await page.unroute("**/request-log/new**");
    const last = await call();
    await page.locator(`tbody tr:first-child[data-row="${last}"]`).waitFor();
    await watched.context.clearCookies();
    await page.getByText("Your session has ended").waitFor();
    await watched.context.close();
  });

  test("is not offered for older calls", (context) =>
    journey(world, context, MANAGER, async ({ page, goto }) => {
      await goto(paths.requestLog("?to=2026-01-01T00:00:00Z"));
      expect(await live(page).isDisabled()).toBe(true);
    }));
});

describe("unknown secrets", () => {
  test.for([WIDE, NARROW])("are in their own view for an admin, %o", (look, context) =>
    journey(world, context, { ...look, role: "admin" }, async ({ page, goto, expectWhole }) => {
      const id = await call("/api/v1/token", "wtp_nobody-knows-this");
      await goto(paths.requestLog());
      expect(await page.locator(`tr[data-row="${id}"]`).count()).toBe(0);
      await page.getByRole("link", { name: "Unknown secrets" }).click();
      const table = page.getByRole("table", { name: "Unknown secrets" });
      const row = table
        .locator("tr")
        .filter({ hasText: /127\.0\.0\.1|::1/ })
        .first();
      await row.waitFor();
      await expectWhole();
      await row.getByRole("link").first().click();
      await page.getByRole("dialog").getByText(id).waitFor();
    }),
  );

  test("are not offered to a manager", (context) =>
    journey(world, context, MANAGER, async ({ page, goto }) => {
      await goto(paths.requestLog());
      expect(await page.getByRole("link", { name: "Unknown secrets" }).count()).toBe(0);
    }));
});
