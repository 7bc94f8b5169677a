import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { paths } from "@/lib/paths";
import { addConversation, addMessage, addNumber, addToken } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import { expectAccessible } from "../support/axe";
import { expectNoSidewaysScroll, openPage, photographFailure } from "../support/browser";
import { launchBrowser } from "../support/chromium";
import { LOOKS } from "../support/looks";
import { giveSession } from "../support/sessions";

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  browser = await launchBrowser();
  const conversation = await addConversation(app.db, await addNumber(app.db, "+390612345678"));
  for (const _ of [1, 2]) await addMessage(app.db, conversation.id);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

/** The marks of the time bar in their order, each with how far, in pixels, the label is from being below it. */
function marksAndGaps(page: Page): Promise<[string, number][]> {
  return page.evaluate(() => {
    const marks = [...document.querySelectorAll("[data-mark]")];
    const labels = [...(marks[0]?.parentElement?.parentElement?.querySelectorAll("li") ?? [])];
    return marks.map((mark, i): [string, number] => {
      const { left, right } = labels[i]?.getBoundingClientRect() ?? new DOMRect();
      const box = mark.getBoundingClientRect();
      const at = box.left + box.width / 2;
      return [mark.getAttribute("data-mark") ?? "", Math.round(Math.max(left - at, at - right, 0))];
    });
  });
}

/** How many pairs of labels cover each other. */
function coveredLabels(page: Page): Promise<number> {
  return page.evaluate(() => {
    const list = document.querySelector("[data-mark]")?.parentElement?.parentElement;
    const boxes = [...(list?.querySelectorAll("li") ?? [])].map((label) => label.getBoundingClientRect());
    const cover = (a: DOMRect, b: DOMRect) =>
      a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => cover(a, b))).length;
  });
}

describe.each([...LOOKS, { look: "middling", width: 900 }])("the overview, $look,", ({ width }) => {
  test.each([
    ["new", 0, 90, null, ["activation", "today", "expiration"]],
    ["without an end", 0, null, null, ["activation", "today"]],
    ["in use", -10, 30, null, ["activation", "today", "expiration"]],
    ["nearly over", -90, 2, null, ["activation", "today", "expiration"]],
    ["long expired", -100, -95, null, ["activation", "expiration", "today"]],
    ["scheduled", 20, 25, null, ["today", "activation", "expiration"]],
    ["deleted", -30, 30, -2, ["activation", "deletion", "today"]],
  ] as const)(
    "has each date of a token that is %s below its mark",
    async (_what, from, to, deleted, names) => {
      const { id } = await addToken(app.db, {
        activatesAt: inDays(from),
        expiresAt: to === null ? null : inDays(to),
        deletedAt: deleted === null ? null : inDays(deleted),
      });
      const { page, context } = await openPage(browser, [app.url], { width });
      await giveSession(app, context, "manager");
      await page.goto(`${app.url}${paths.token(id)}`);
      await page.getByText(/^(?:Nothing any more|1 conversation)/).waitFor();
      // The bar is a little narrower than what stands below it.
      expect((await marksAndGaps(page)).map(([name, gap]) => [name, gap < 12])).toEqual(
        names.map((name) => [name, true]),
      );
      expect(await coveredLabels(page)).toBe(0);
      await expectNoSidewaysScroll(page);
      await context.close();
    },
  );
});

test("of a token that may only export it says what is downloaded, and its permissions show a file", async (test) => {
  const { id } = await addToken(app.db, { permissions: ["data:export"] });
  const { page, context, faults } = await openPage(browser, [app.url]);
  photographFailure(test, page);
  await giveSession(app, context, "admin");
  await page.goto(`${app.url}${paths.token(id)}`);
  await page.getByText("Only as files to download: 1 conversation and 2 messages on all 1 number").waitFor();
  await page.goto(`${app.url}${paths.tokenPermissions(id)}`);
  const preview = page.getByRole("region", { name: "Preview" });
  await preview.getByText("would see 1 conversation and 2 messages on 1 number, only as files").waitFor();
  const file = preview.getByRole("region", { name: "Answer to GET /exports/messages?format=csv" });
  expect(await file.textContent()).toMatch(/^id,conversation_id,/);
  await expectAccessible(page);
  expect(faults).toEqual([]);
});

test("of a deleted token it says what was, and counts nothing", async (test) => {
  const { id } = await addToken(app.db, { deletedAt: inDays(-1), permissions: ["conversations:read"] });
  const { page, context } = await openPage(browser, [app.url]);
  photographFailure(test, page);
  await giveSession(app, context, "manager");
  await page.goto(`${app.url}${paths.token(id)}`);
  await page.getByText("Nothing any more. It was set to all numbers, contacts clear.").waitFor();
  await page.getByText("Could read conversations.").waitFor();
});
