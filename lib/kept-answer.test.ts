import { expect, test } from "vitest";
import { keptAnswer } from "./kept-answer";

test("whoever asks while an answer is awaited, or within a second of it, gets the same", async () => {
  const answers = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let now = 0;
  let asked = 0;
  const ask = keptAnswer(
    () => (answers[asked++] as PromiseWithResolvers<string>).promise,
    () => now,
  );
  const together = Promise.all([ask(), ask()]);
  now = 10_000;
  const late = ask();
  answers[0]?.resolve("first");
  expect([...(await together), await late]).toEqual(["first", "first", "first"]);
  now += 999;
  expect([await ask(), asked]).toEqual(["first", 1]);
  now += 1;
  answers[1]?.resolve("second");
  expect([await ask(), asked]).toEqual(["second", 2]);
});
