import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Every rule of WCAG 2.2 AA that axe knows, those of the versions before it included. */
const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Those of them that look at colours: nothing else differs between the colour schemes. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

type Rules = (axe: AxeBuilder) => AxeBuilder;
const everyRule: Rules = (axe) => axe.withTags(WCAG_22_AA);
const colourRules: Rules = (axe) => axe.withRules(COLOUR_RULES);

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

async function findViolations(page: Page, rules: Rules): Promise<string[]> {
  await untilStill(page);
  // There are no frames whose findings would have to be put together in a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await rules(axe).analyze();
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
  let found = await findViolations(page, everyRule);
  if (found.some((violation) => violation.startsWith("document-title"))) {
    await untilTitled(page);
    found = await findViolations(page, everyRule);
  }
  expect(found).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await findViolations(page, colourRules)).toEqual([]);
  await page.emulateMedia({ colorScheme: "light" });
}
