import { expect, test } from "vitest";
import type { VisibilitySettings } from "./schema";
import { permissionSentence, visibilitySentence } from "./sentences";

const counts = { conversations: 1204, locations: 1, numbers: 2, allNumbers: 3 };
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
  expect(visibilitySentence({ ...settings, permissions: ["data:export"] }, counts)).toMatch(/^Nothing: /);
});
