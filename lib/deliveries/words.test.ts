import { describe, expect, test } from "vitest";
import { attemptWords, cancelWords, reasonWords, stateWords, WAIT_REASONS } from "./words";

const pending = { state: "pending" as const, waitsFor: null, cancelledReason: null, pausedReason: null };

describe("why a delivery is not delivered", () => {
  test("a delivered one needs no reason", () => {
    expect(reasonWords({ ...pending, state: "delivered" })).toBeNull();
  });

  test.each(Object.entries(WAIT_REASONS))("%s", (waitsFor, words) => {
    expect(reasonWords({ ...pending, waitsFor: waitsFor as keyof typeof WAIT_REASONS })).toBe(words);
  });

  test("a paused callback gives its own reason", () => {
    const paused = { ...pending, waitsFor: "callback_paused" as const, pausedReason: "It answered 410." };
    expect(reasonWords(paused)).toBe("It answered 410.");
  });

  test("a cancelled one says what cancelled it, or the code that this version does not know", () => {
    const cancelled = { ...pending, state: "cancelled" as const };
    expect(reasonWords({ ...cancelled, cancelledReason: "token_deleted" })).toBe(
      cancelWords("token_deleted"),
    );
    expect(reasonWords({ ...cancelled, cancelledReason: "flood" })).toBe("flood");
    expect(reasonWords({ ...cancelled, cancelledReason: "toString" })).toBe("toString");
  });
});

test.each([
  [{ statusCode: 503, error: null }, "HTTP 503"],
  [{ statusCode: null, error: "timeout" }, "No answer in time"],
  [{ statusCode: null, error: "comet" }, "comet"],
  [{ statusCode: null, error: null }, "No answer"],
])("%j is %j", (attempt, words) => expect(attemptWords(attempt)).toBe(words));

test("one that is sent again says so until it is delivered again, and one that failed says that", () => {
  const delivered = { deliveredAt: new Date(), isFailing: false };
  expect(stateWords({ ...delivered, state: "pending" })).toBe("Pending again");
  expect(stateWords({ ...delivered, state: "pending", isFailing: true })).toBe("Failing");
  expect(stateWords({ ...delivered, state: "pending", deliveredAt: null })).toBe("Pending");
  expect(stateWords({ ...delivered, state: "delivered" })).toBe("Delivered");
});
