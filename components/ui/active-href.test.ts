import { expect, it } from "vitest";
import { activeHref } from "./active-href";

it("takes the longest that the path lies in, by whole segments", () => {
  const hrefs = ["/api-tokens", "/api-tokens/1", "/users"];
  expect(activeHref("/api-tokens", hrefs)).toBe("/api-tokens");
  expect(activeHref("/api-tokens/1/log", hrefs)).toBe("/api-tokens/1");
  expect(activeHref("/api-tokens/12", hrefs)).toBe("/api-tokens");
  expect(activeHref("/users-old", hrefs)).toBeUndefined();
});
