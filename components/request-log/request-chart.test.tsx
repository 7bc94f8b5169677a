import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RequestChart } from "./request-chart";

const bars = [{ startsAt: new Date("2026-11-03T10:00:00Z"), served: 3, refused: 1, failed: 0 }];

const textOf = (countedFrom: Date | null) =>
  renderToStaticMarkup(<RequestChart span="hours" counts={{ bars, countedFrom }} timeZone="Europe/Rome" />);

test("a chart that does not count all calls says how far back it does", () => {
  expect(textOf(new Date("2026-11-03T10:20:30Z"))).toContain(
    "Only the newest requests are counted, back to 3 Nov 2026, 11:20:30.",
  );
  expect(textOf(null)).not.toContain("Only the newest");
});
