import { expect, it } from "vitest";
import { parseTimeZone } from "./time-zone";

it("takes a zone the runtime knows, and UTC for everything else", () => {
  expect(parseTimeZone("Europe/Rome")).toBe("Europe/Rome");
  expect(parseTimeZone("Europe%2FRome")).toBe("Europe/Rome");
  expect(parseTimeZone("europe/rome")).toBe("Europe/Rome");
  for (const odd of [undefined, "", "Mars/Base", "+05:30", "%", "<script>", "x".repeat(500)])
    expect(parseTimeZone(odd)).toBe("UTC");
});

it.each(["Asia/Kolkata", "Europe/Kyiv", "America/Argentina/Buenos_Aires", "Asia/Ho_Chi_Minh"])(
  "knows %s, whatever this runtime calls it",
  (name) => {
    const noon = (timeZone: string) =>
      new Intl.DateTimeFormat("en", { timeZone, timeStyle: "full" }).format(new Date("2026-11-01T12:00:00Z"));
    expect(parseTimeZone(encodeURIComponent(name))).not.toBe("UTC");
    expect(noon(parseTimeZone(name))).toBe(noon(name));
  },
);
