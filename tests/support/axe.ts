import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Every rule of WCAG 2.2 AA that axe knows, those of the versions before it included. */
const WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Waits for a title: for a moment of a change of page there is none. */
async function untilTitled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.title !== "");
}

async function findViolations(page: Page): Promise<string[]> {
  // There are no frames whose findings would have to be put together in a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await axe.withTags(WCAG_22_AA).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}\n${failureSummary}`),
  );
}

/** Fails with the rule and the elements when the page, as it stands, breaks WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  await untilTitled(page);
  // Colours on their way from one to another are nobody's to read.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => animation.effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY),
  );
  let found = await findViolations(page);
  if (found.some((violation) => violation.startsWith("document-title"))) {
    await untilTitled(page);
    found = await findViolations(page);
  }
  expect(found).toEqual([]);
}
