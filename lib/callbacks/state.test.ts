import { expect, test } from "vitest";
import { callbackState } from "./state";

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
