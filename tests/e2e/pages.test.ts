import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/db/constants";
import { paths } from "@/lib/paths";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { expectNoSidewaysScroll, openPage, photographFailure, type WatchedPage } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { expectNoLayoutShift, watchLayoutShifts } from "../support/layout-shift";
import { LOOKS } from "../support/looks";
import { type SeededPages, seedPages } from "../support/seeded-pages";
import { giveSession } from "../support/sessions";
import { adminPages } from "../support/sessions-pages";

const SOME = {
  token: "01935a00-0000-7000-8000-00000000000a",
  supplier: "01935a00-0000-7000-8000-00000000000b",
};
const PAGES = adminPages(SOME);
/** Where only an admin has business. */
const WRITE_PAGES = [
  paths.newToken(),
  paths.newSupplier(),
  paths.editSupplier(SOME.supplier),
  paths.unknownSecrets(),
];

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

/** The address with the ids of rows that are there. */
function addressOf(path: string): string {
  const own = path.replace(SOME.token, seeded.tokenId).replace(SOME.supplier, seeded.supplierId);
  return `${app.url}${own}`;
}

async function open(look: (typeof LOOKS)[number], role: Role | null) {
  const watched = await openPage(browser, [app.url, new URL(app.oidc.issuer).origin], look);
  if (role) await giveSession(app, watched.context, role);
  await watchLayoutShifts(watched.page);
  return watched;
}

describe.each(LOOKS)("$look", (look) => {
  describe.each(["admin", "manager"] as const)("as %s", (role) => {
    const pages = role === "admin" ? PAGES : PAGES.filter((path) => !WRITE_PAGES.includes(path));
    let watched: WatchedPage;

    beforeAll(async () => {
      watched = await open(look, role);
    });

    afterAll(() => watched.context.close());

    test.for(pages)("%s can be read by everybody and stands still", async (path, test) => {
      const { page, faults } = watched;
      photographFailure(test, page);
      faults.length = 0;
      await page.goto(addressOf(path), { waitUntil: "networkidle" });
      expect(await page.locator("h1").count()).toBe(1);
      await expectNoSidewaysScroll(page);
      await expectNoLayoutShift(page);
      await expectAccessible(page);
      expect(faults).toEqual([]);
    });
  });

  test("nobody is shown the sign-in page, whatever the address", async () => {
    const { page, context, faults } = await open(look, null);
    for (const path of PAGES) {
      await page.goto(addressOf(path));
      expect(new URL(page.url()).pathname).toBe(paths.signIn());
    }
    await page.getByRole("button", { name: /continue with/i }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expect(faults).toEqual([]);
    await context.close();
  });

  test("an address of nothing says so", async () => {
    const { page, context } = await open(look, "manager");
    for (const path of ["/nothing/of/the/kind", paths.token(SOME.token), paths.supplier("no-id")]) {
      await page.goto(`${app.url}${path}`);
      await page.getByText("This page is not there").waitFor();
    }
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await context.close();
  });
});
