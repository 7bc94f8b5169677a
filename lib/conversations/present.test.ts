import { expect, test } from "vitest";
import { maskName, maskPhone } from "./present";

test("of a phone only the first digit and the last two are left", () => {
  expect(maskPhone("+393331112233")).toBe("+3•••••••••33");
  expect(maskPhone("+39")).toBe("+39");
});

test("of a name only the initials are left, whole characters each", () => {
  expect(maskName("Giulia Ferri")).toBe("G••• F•••");
  expect(maskName("  👩‍👧 B ")).toBe("👩‍👧••• B•••");
  expect(maskName(null)).toBeNull();
});
