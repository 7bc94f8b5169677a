import { expect, test } from "vitest";
import type { Permission } from "@/db/constants";
import type { VisibilitySettings } from "./schema";
import {
  formerVisibilitySentence,
  permissionSentence,
  previewSentence,
  visibilitySentence,
} from "./sentences";

const counts = { conversations: 1204, messages: 20412, locations: 1, numbers: 2, allNumbers: 3 };
const settings: VisibilitySettings = {
  permissions: ["conversations:read", "locations:read"],
  seesAllNumbers: false,
  numberIds: ["a", "b"],
  masksContacts: true,
};

test("permissions are verbs", () => {
  expect(permissionSentence(["locations:read"])).toBe("May read locations.");
  expect(permissionSentence(["conversations:read", "locations:read", "data:export"])).toBe(
    "May read conversations, read locations and export data.",
  );
  expect(permissionSentence([])).toContain("no permission");
});

test("of a deleted token they tell what was", () => {
  expect(permissionSentence(["data:export"], true)).toBe("Could export data.");
  expect(permissionSentence([], true)).toBe("No permission was on.");
  expect(formerVisibilitySentence(settings)).toBe(
    "Nothing any more. It was set to 2 numbers, contacts masked.",
  );
  expect(formerVisibilitySentence({ ...settings, seesAllNumbers: true })).toContain("was set to all numbers");
});

test("visibility counts what a permission lets it read", () => {
  expect(visibilitySentence(settings, counts)).toBe(
    "1,204 conversations and 1 location on 2 of 3 numbers, contacts masked.",
  );
  expect(
    visibilitySentence(
      { ...settings, permissions: ["conversations:read"], seesAllNumbers: true, masksContacts: false },
      { ...counts, numbers: 3 },
    ),
  ).toBe("1,204 conversations on all 3 numbers, also future ones, contacts clear.");
  expect(visibilitySentence({ ...settings, permissions: [] }, counts)).toMatch(
    /^Nothing: no permission is on\./,
  );
});

test.each<[Permission[], string, string]>([
  [
    ["data:export"],
    "Only as files to download: 1,204 conversations and 20,412 messages on 2 of 3 numbers, contacts masked.",
    "This supplier would see 1,204 conversations and 20,412 messages on 2 numbers, only as files to download.",
  ],
  [
    ["locations:read", "data:export"],
    "1 location on 2 of 3 numbers, contacts masked. To download as files: 1,204 conversations, 20,412 messages and 1 location.",
    "This supplier would see 1 location on 2 numbers, and could download 1,204 conversations, 20,412 messages and 1 location as files.",
  ],
  [
    ["conversations:read"],
    "1,204 conversations on 2 of 3 numbers, contacts masked.",
    "This supplier would see 1,204 conversations on 2 numbers.",
  ],
  [
    [],
    "Nothing: no permission is on. It is set to 2 of 3 numbers, contacts masked.",
    "This supplier would see nothing: no permission is on.",
  ],
])("with %j the sentences tell what is read and what is downloaded", (permissions, saved, unsaved) => {
  expect(visibilitySentence({ ...settings, permissions }, counts)).toBe(saved);
  expect(previewSentence({ ...settings, permissions }, counts)).toBe(unsaved);
});

test("the preview tells why there is nothing", () => {
  const none = { ...counts, conversations: 0, messages: 0, locations: 0 };
  const say = (permissions: Permission[]) => previewSentence({ ...settings, permissions }, none);
  expect(say(["data:export"])).toContain("nothing yet: 2 numbers without any conversation.");
  expect(say(["locations:read"])).toContain("nothing yet: 2 numbers without any location.");
  expect(previewSentence({ ...settings, numberIds: [] }, none)).toContain("no number is chosen");
});

test("so many messages that they are not all counted are more than that", () => {
  const many = { ...counts, messages: 1_000_001 };
  expect(previewSentence({ ...settings, permissions: ["data:export"] }, many)).toContain(
    "more than 1,000,000 messages",
  );
});
