import axe, { type RunOnly } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** Every rule of WCAG 2.2 AA that axe knows, those of the versions before it included. */
const EVERY_RULE: RunOnly = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] };

/** Those of them that look at colours: nothing else differs between the colour schemes. */
const COLOUR_RULES: RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Waits for a title: for a moment of a change of page there is none. */
async function untilTitled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== "");
}

/** Waits until no colour is on its way to another one: those between are nobody's to read. */
async function untilStill(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY),
  );
}

async function findViolations(page: Page, runOnly: RunOnly): Promise<string[]> {
  await untilStill(page);
  // To bring it into the page takes longer than to run it, so a page keeps it.
  if (!(await page.evaluate(() => window.axe !== undefined))) await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (only) =>
      (await window.axe?.run(document, { runOnly: only, resultTypes: ["violations"] }))?.violations,
    runOnly,
  );
  if (!violations) throw new Error("The page was left while it was looked at.");
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}\n${failureSummary}`),
  );
}

/**
 * Fails with the rule and the elements when the page, as it stands, breaks WCAG 2.2 AA in the light colour scheme or in
 * the dark one.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await untilTitled(page);
  let found = await findViolations(page, EVERY_RULE);
  if (found.some((violation) => violation.startsWith("document-title"))) {
    await untilTitled(page);
    found = await findViolations(page, EVERY_RULE);
  }
  expect(found).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findViolations(page, COLOUR_RULES)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}
