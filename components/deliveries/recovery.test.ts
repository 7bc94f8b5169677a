import { expect, test } from "vitest";
import type { Recovered } from "@/lib/deliveries/schema";
import type { ActionResult } from "@/lib/result";
import { NOT_BEGUN, recoveryReducer } from "./recovery";

const REFUSED = { ok: false as const, error: { code: "unavailable" as const, message: "Try again." } };

const answer = (recovered: number, goOnAfter: string | null): ActionResult<Recovered> => ({
  ok: true,
  data: { recovered, stoppedBy: null, goOnAfter },
});

const after = (...came: Parameters<typeof recoveryReducer>[1][]) => came.reduce(recoveryReducer, NOT_BEGUN);

test("what several requests recovered is added up", () => {
  const recovery = after(answer(2000, "7"), answer(2000, "9"), answer(500, null));
  expect(recovery).toEqual({ done: { recovered: 4500, stoppedBy: null, goOnAfter: null }, error: null });
});

test("a failed request keeps where to go on, and the next one takes its error away", () => {
  const failed = after(answer(2000, "7"), REFUSED);
  expect(failed).toEqual({ done: { recovered: 2000, stoppedBy: null, goOnAfter: "7" }, error: "Try again." });
  expect(recoveryReducer(failed, answer(500, null))).toMatchObject({
    done: { recovered: 2500 },
    error: null,
  });
});

test("a count takes all of it away", () => {
  expect(after(REFUSED, "counted")).toEqual(NOT_BEGUN);
  expect(after(answer(2000, "7"), "counted")).toEqual(NOT_BEGUN);
});
