import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { DeletionFacts } from "./deletion-facts";

const impact = { lastUsedAt: null, lastUsedIp: null, usedInLastDay: 0, callsInLastDay: 0, callbacks: 1 };

test.each([
  [1, "1 delivery waiting"],
  [10_000, "10,000 deliveries waiting"],
  [10_001, "more than 10,000 deliveries waiting"],
])("of %d counted deliveries are %s", (pendingDeliveries, words) => {
  const markup = renderToStaticMarkup(<DeletionFacts impact={{ ...impact, pendingDeliveries }} count={1} />);
  expect(markup).toContain(`>${words}`);
});
