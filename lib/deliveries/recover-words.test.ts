import { expect, test } from "vitest";
import { previewWords, recoveredWords } from "./recover-words";

const nothing = { neverSent: 0, cancelled: 0, waiting: 0, isWhole: true, keptDays: null, blockedBy: null };

test.each([
  [nothing, ["Nothing is missing: every event since then was sent or is pending."]],
  [
    { ...nothing, keptDays: 30 },
    [
      "Events are kept for 30 days: older ones cannot be recovered.",
      "Nothing is missing: every event that is kept was sent or is pending.",
    ],
  ],
  [
    { ...nothing, neverSent: 1200, cancelled: 1, waiting: 2 },
    ["1,200 events were never sent.", "1 delivery was cancelled.", "2 are pending already and stay so."],
  ],
  [
    { ...nothing, neverSent: 3, isWhole: false },
    ["There are so many events that not all were counted; all are recovered.", "3 events were never sent."],
  ],
  [
    { ...nothing, cancelled: 2, blockedBy: "token_paused" as const },
    ["2 deliveries were cancelled.", "Nothing can be recovered: the token is paused; resume it first."],
  ],
])("before it: %j", (preview, words) => expect(previewWords(preview)).toEqual(words));

test.each([
  [{ recovered: 1, stoppedBy: null, goOnAfter: null }, "1 delivery is pending."],
  [
    { recovered: 9, stoppedBy: null, goOnAfter: "7" },
    "9 deliveries are pending. There is more: go on to recover the rest.",
  ],
  [
    { recovered: 2000, stoppedBy: "callback_off" as const, goOnAfter: null },
    "2,000 deliveries are pending; the rest is not, for the callback is switched off; switch it on first.",
  ],
])("after it: %j", (recovered, words) => expect(recoveredWords(recovered)).toBe(words));
