import { describe, expect, it } from "vitest";
import { formatPhone } from "./phone";

describe("phone numbers", () => {
  it.each([
    ["+390612345678", "+39 061 234 5678"],
    ["+442079460321", "+44 207 946 0321"],
    ["+12125550142", "+1 212 555 0142"],
    ["+79161234567", "+7 916 123 4567"],
    ["+351210001234", "+351 210 001 234"],
    ["+4540123456", "+45 401 234 56"],
    ["+37255501234", "+372 555 012 34"],
    ["+2721555", "+27 215 55"],
    ["+2901234", "+290 1234"],
  ])("%s reads %s", (phone, text) => {
    expect(formatPhone(phone)).toBe(text);
  });

  it.each(["", "+", "+39", "390612345678", "+39 06 12", "anonymous"])("leaves %j as it is", (text) => {
    expect(formatPhone(text)).toBe(text);
  });

  it("loses no digit of any length", () => {
    for (let length = 5; length <= 20; length++) {
      const phone = `+${"39123456789012345678".slice(0, length)}`;
      expect(formatPhone(phone).replaceAll(" ", "")).toBe(phone);
    }
  });
});
