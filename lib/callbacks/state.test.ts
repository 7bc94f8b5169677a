import { expect, test } from "vitest";
import { callbackState, canBeTried } from "./state";

const at = new Date();
const fresh = { enabled: true, pausedReason: null, failingSince: null, lastSuccessAt: null };

test("a callback is in the first state that holds", () => {
  expect(callbackState(fresh)).toBe("not_called_yet");
  expect(callbackState({ ...fresh, lastSuccessAt: at })).toBe("working");
  expect(callbackState({ ...fresh, lastSuccessAt: at, failingSince: at })).toBe("failing");
  expect(callbackState({ ...fresh, failingSince: at, pausedReason: "It failed." })).toBe("paused");
  expect(callbackState({ ...fresh, enabled: false, failingSince: at, pausedReason: "It failed." })).toBe(
    "off",
  );
});

test("a callback can be tried before its time while it is left alone, owes something and its token is usable", () => {
  const open = { enabled: true, breaker: "open" as const, pendingDeliveries: 1 };
  expect(canBeTried(open, "active")).toBe(true);
  expect(canBeTried({ ...open, breaker: "half_open" }, "expiring")).toBe(true);
  for (const state of ["paused", "scheduled", "expired", "deleted"] as const)
    expect(canBeTried(open, state)).toBe(false);
  for (const other of [{ pendingDeliveries: 0 }, { enabled: false }, { breaker: "closed" as const }])
    expect(canBeTried({ ...open, ...other }, "active")).toBe(false);
  expect(canBeTried({ ...open, breaker: "paused" }, "active")).toBe(false);
});
