import { describe, expect, it } from "vitest";
import type { TokenState } from "@/db/constants";
import { lifecycleAnswer, lifecycleQuestion, missedSince } from "./lifecycle";

const PAUSED_AT = new Date("2026-11-29T10:00:00Z");

const tokens = (...states: TokenState[]) =>
  states.map((state, i) => ({
    id: `${i}`,
    name: ` Orders ${i} `,
    state,
    pausedAt: state === "paused" ? PAUSED_AT : null,
    callbackCount: i,
  }));

describe("lifecycleQuestion", () => {
  it("names one token, and asks for its name", () => {
    const question = lifecycleQuestion("delete", tokens("active"));
    expect(question).toMatchObject({ what: " Orders 0 ", proof: "Orders 0", exception: null });
  });

  it("counts many, and asks for their number", () => {
    const question = lifecycleQuestion("delete", tokens("active", "paused", "expired"));
    expect(question).toMatchObject({ what: "3 tokens", proof: "delete 3 tokens", exception: null });
    expect(question.button).toBe("Delete 3 tokens");
  });

  it("says what stays as it is", () => {
    expect(lifecycleQuestion("pause", tokens("active", "paused", "paused")).exception).toContain("2 of them");
    expect(lifecycleQuestion("resume", tokens("active", "paused")).exception).toContain("1 of them");
    expect(lifecycleQuestion("resume", tokens("paused", "paused")).exception).toBeNull();
  });
});

it("a token that is paused is said to wait with what it is owed, not with what happens meanwhile", () => {
  for (const some of [tokens("active"), tokens("active", "active")]) {
    const { meaning } = lifecycleQuestion("pause", some);
    expect(meaning).toContain("owed already waits");
    expect(meaning).toContain("not queued");
    expect(meaning).toContain("Recover since…");
  }
});

it("a resumed token with callbacks may have missed what happened since its pause", () => {
  const [without, paused] = tokens("paused", "paused");
  const [, running] = tokens("active", "active");
  if (!without || !paused || !running) throw new Error("three tokens are needed");
  expect(missedSince("resume", paused)).toBe(PAUSED_AT);
  expect(missedSince("resume", without)).toBeNull();
  expect(missedSince("resume", running)).toBeNull();
  expect(missedSince("pause", paused)).toBeNull();
});

describe("lifecycleAnswer", () => {
  it.each([
    ["pause", 1, 1, " Orders 0  is paused."],
    ["pause", 1, 0, " Orders 0  was paused already."],
    ["resume", 1, 0, " Orders 0  was not paused."],
    ["pause", 3, 3, "3 tokens paused."],
    ["pause", 3, 2, "2 tokens paused, 1 was paused already."],
    ["resume", 3, 1, "1 token resumed, 2 were not paused."],
    ["delete", 3, 3, "3 tokens deleted."],
  ] as const)("%s %i, of which %i changed: %j", (command, count, changed, text) => {
    const some = tokens(...Array.from({ length: count }, (): TokenState => "active"));
    expect(lifecycleAnswer(command, some, changed)).toBe(text);
  });
});
