import { expect, test } from "vitest";
import { savedWords } from "./saved-words";

test.each([
  [[], "Nothing had changed."],
  [["name"], "Details saved: name."],
  [["name", "expiration", "name"], "Details saved: name, expiration."],
])("%j", (changed, words) => expect(savedWords("details", changed)).toBe(words));
