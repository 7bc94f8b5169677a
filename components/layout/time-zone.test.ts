import { expect, it } from "vitest";
import { parseTimeZone } from "./time-zone";

it("takes a zone the runtime knows, and UTC for everything else", () => {
  expect(parseTimeZone("Europe/Rome")).toBe("Europe/Rome");
  expect(parseTimeZone("Europe%2FRome")).toBe("Europe/Rome");
  for (const odd of [undefined, "", "Mars/Base", "%", "<script>", "x".repeat(500)])
    expect(parseTimeZone(odd)).toBe("UTC");
});
