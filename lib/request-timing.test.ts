import { describe, expect, test } from "vitest";
import { findRequestId, REQUEST_TIMING } from "./request-timing";

const address = { origin: "https://api.example.com", pathname: "/api-tokens" };
const page = `${address.origin}${address.pathname}`;

function entry(name: string, startTime: number, description?: string) {
  const serverTiming = description === undefined ? [] : [{ name: REQUEST_TIMING, description }];
  return { name, startTime, serverTiming };
}

describe("findRequestId", () => {
  test("takes the newest request for the page, whatever its query", () => {
    const entries = [
      entry(page, 0, "first"),
      entry(`${page}?page=2&_rsc=1`, 90, "third"),
      entry(`${page}?q=x`, 40, "second"),
    ];
    expect(findRequestId(entries, address)).toBe("third");
  });

  test("passes over other pages and answers without an id", () => {
    const entries = [entry(page, 0, "own"), entry(`${page}/1`, 50, "other"), entry(page, 60)];
    expect(findRequestId(entries, address)).toBe("own");
  });

  test("is null where the server told none", () => {
    expect(findRequestId([], address)).toBeNull();
    expect(findRequestId([{ name: page, startTime: 0 }], address)).toBeNull();
    const foreign = { name: page, startTime: 0, serverTiming: [{ name: "cache", description: "hit" }] };
    expect(findRequestId([foreign], address)).toBeNull();
  });
});
