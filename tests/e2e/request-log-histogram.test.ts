import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DAY_MS } from "@/lib/format/durations";
import { paths } from "@/lib/paths";
import { addToken } from "../support/api-data";
import { type JourneyWorld, journey, openJourneyWorld } from "../support/journey";

const WIDE = { width: 1440 } as const;
const NARROW = { width: 390 } as const;
const MANAGER = { ...WIDE, role: "manager" as const };

let world: JourneyWorld;

beforeAll(async () => {
  world = await openJourneyWorld();
});

afterAll(() => world?.close());

/** Makes a call of the API and answers its request id. */
async function call(): Promise<string> {
  const { secret } = await addToken(world.app.db);
  const answer = await fetch(`${world.app.url}/api/v1/token`, {
    headers: { authorization: `Bearer ${secret}` },
  });
  await answer.arrayBuffer();
  return answer.headers.get("x-request-id") ?? "";
}

const month = () => `?from=${new Date(Date.now() - 30 * DAY_MS).toISOString()}`;

describe("the histogram of the request log", () => {
  test("zooms by dragging, by a press on a line of numbers, by buttons, and out again", (context) =>
    journey(world, context, MANAGER, async ({ page, goto, address, expectWhole }) => {
      await goto(paths.requestLog(month()));
      const chart = page.locator("[data-slot=histogram-zoom]");
      await chart.waitFor();
      const box = (await chart.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.move(box.x + box.width * 0.5, box.y + 40);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.8, box.y + 40, { steps: 4 });
      await page.mouse.up();
      await expect.poll(address).toContain("to=");
      const days = () => {
        const params = new URLSearchParams(address().split("?")[1]);
        const until = params.get("to") ?? new Date().toISOString();
        return (Date.parse(until) - Date.parse(params.get("from") ?? "")) / DAY_MS;
      };
      expect(days()).toBeGreaterThan(8);
      expect(days()).toBeLessThan(11);
      await page.getByText("Numbers", { exact: true }).click();
      await expectWhole();
      const zoomed = address();
      await page.locator("[data-slot=histogram] tbody button").first().click();
      await expect.poll(address).not.toBe(zoomed);
      const ofBar = days();
      expect(ofBar).toBeLessThan(1.1);
      await page.locator("[data-slot=histogram][aria-busy=false]").waitFor();
      await page.getByRole("button", { name: "Zoom out" }).click();
      await expect.poll(() => days() / ofBar).toBeCloseTo(3, 1);
      await page.getByRole("button", { name: "Last hour" }).click();
      await expect.poll(() => Math.round(days() * 24 * 10)).toBe(10);
    }));

  test.for([WIDE, NARROW])(
    "tells the time and the numbers of a bar that is pointed at or reached by keys, %o",
    (look, context) =>
      journey(world, context, { ...look, role: "manager" }, async ({ page, goto, address, expectWhole }) => {
        await goto(paths.requestLog(month()));
        const chart = page.getByRole("slider", { name: "Bars of the chart" });
        await chart.hover();
        const tip = page.locator("[data-slot=bar-tip]");
        const told = /^\d+ \w+ \d{4}.*\d served, \d+ refused, \d+ failed$/;
        await expect.poll(() => tip.textContent()).toMatch(told);
        await expectWhole();
        await page.mouse.move(0, 0);
        await expect.poll(() => tip.count()).toBe(0);
        await chart.focus();
        const words = () => chart.getAttribute("aria-valuetext");
        const last = (await words()) ?? "";
        expect(last.replace(": ", "")).toBe(await tip.textContent());
        await page.keyboard.press("ArrowLeft");
        await expect.poll(words).not.toBe(last);
        await page.keyboard.press("End");
        await expect.poll(words).toBe(last);
        await page.keyboard.press("Home");
        const whole = address();
        await page.keyboard.press("Enter");
        await expect.poll(address).not.toBe(whole);
        await page.keyboard.press("Escape");
        await expect.poll(() => tip.count()).toBe(0);
      }),
  );

  test("marks the time that is in use, and tells what the tallest bar stands for", (context) =>
    journey(world, context, MANAGER, async ({ page, goto }) => {
      await goto(paths.requestLog());
      const pressed = () =>
        page.locator("[data-slot=histogram] fieldset [aria-pressed=true]").allTextContents();
      await expect.poll(pressed).toEqual(["24 hours"]);
      const chart = page.locator("[data-slot=histogram] > div").nth(1);
      const [most] = (await chart.locator("p").first().textContent())?.match(/^[\d,]+(?= requests?$)/) ?? [];
      expect(most).toBeDefined();
      expect(await chart.getByRole("img").getAttribute("aria-label")).toContain(
        `The most in one bar: ${most}.`,
      );
      await page.getByRole("button", { name: "7 days" }).click();
      await expect.poll(pressed).toEqual(["7 days"]);
      await goto(paths.requestLog(`?q=${await call()}`));
      await expect.poll(pressed).toEqual([]);
    }));
});
