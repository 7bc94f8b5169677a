import { describe, expect, test } from "vitest";
import { changeAnswer, changeQuestion, isFor, noneWords, partChosen } from "./change-words";

const due = { reason: "due", count: 1 } as const;

describe("what became of it", () => {
  test.each([
    ["resend", 1, { changed: 1, refused: [] }, "It is sent again."],
    ["retry", 1, { changed: 0, refused: [due] }, "Not retried: it is due already."],
    ["resend", 1200, { changed: 1200, refused: [] }, "1,200 deliveries resent."],
    [
      "resend",
      5,
      {
        changed: 1,
        refused: [
          { reason: "pending", count: 3 },
          { reason: "not_there", count: 1 },
        ],
      },
      "1 delivery resent, 4 not: it is pending already (3), it is not there any more (1).",
    ],
    [
      "cancel",
      2,
      { changed: 0, refused: [{ reason: "not_pending", count: 2 }] },
      "Not cancelled: it is not pending (2).",
    ],
  ] as const)("%s of %i", (command, count, change, words) => {
    const answer = changeAnswer(command, count, { ...change, refused: [...change.refused] });
    expect(answer).toEqual({ words, isRefused: change.changed === 0 });
  });
});

test("a question names one or many, and its way back is told from the command", () => {
  expect(changeQuestion("cancel", 1)).toMatchObject({ title: "Cancel this delivery?", back: "Keep" });
  expect(changeQuestion("resend", 12)).toMatchObject({
    title: "Resend 12 deliveries?",
    button: "Resend 12 deliveries",
    back: undefined,
  });
});

test("a question is of those that the command is for, and says why the others are left out", () => {
  const chosen = [
    { state: "delivered", waitsFor: null },
    { state: "cancelled", waitsFor: null },
    { state: "pending", waitsFor: "retry" },
  ] as const;
  const asked = (command: "resend" | "retry" | "cancel") => {
    const { meant, leftOut } = partChosen(command, chosen);
    const { title, button, exception } = changeQuestion(command, meant.length, leftOut);
    return [title, button, exception];
  };
  expect(asked("resend")).toEqual([
    "Resend 2 deliveries?",
    "Resend 2 deliveries",
    "1 is left out: it is pending.",
  ]);
  expect(asked("cancel")).toEqual([
    "Cancel 1 delivery?",
    "Cancel 1 delivery",
    "2 are left out: they are not pending.",
  ]);
  expect(asked("retry")[2]).toBe("2 are left out: they do not wait for their next attempt.");
  expect(changeQuestion("resend", 2).exception).toBeNull();
  expect(noneWords("resend", 2)).toBe("Not resent: they are pending.");
});

test("a command is offered to the deliveries that it is for", () => {
  const offered = (
    state: "pending" | "delivered" | "cancelled",
    waitsFor: "retry" | "resend" | "due" | null,
  ) => (["resend", "retry", "cancel"] as const).filter((command) => isFor(command, { state, waitsFor }));
  expect(offered("delivered", null)).toEqual(["resend"]);
  expect(offered("cancelled", null)).toEqual(["resend"]);
  expect(offered("pending", "retry")).toEqual(["retry", "cancel"]);
  expect(offered("pending", "resend")).toEqual(["retry", "cancel"]);
  expect(offered("pending", "due")).toEqual(["cancel"]);
});
