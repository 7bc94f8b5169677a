import { describe, expect, it } from "vitest";
import { pauseReason, retryDelayMs } from "./retry";

const HOUR = 3_600_000;
const delay = (attempts: number, random = 0.5, retryAfterMs: number | null = null) =>
  retryDelayMs({ attempts, random: () => random, retryAfterMs });

describe("retryDelayMs", () => {
  it("grows from seconds to four hours and stays there", () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 50].map((attempts) => delay(attempts) / 1000);
    expect(delays).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 14_400, 14_400, 14_400]);
  });

  it("takes some 24 attempts in three days", () => {
    let total = 0;
    let attempts = 1;
    while (total < 72 * HOUR) total += delay(attempts++);
    expect(attempts).toBeGreaterThan(20);
    expect(attempts).toBeLessThan(30);
  });

  it("varies by a fifth", () => {
    expect(delay(1, 0)).toBe(4_000);
    expect(delay(1, 1)).toBe(6_000);
  });

  it("honours Retry-After between its own wait and one hour", () => {
    expect(delay(1, 0.5, 60_000)).toBe(60_000);
    expect(delay(1, 0.5, 1_000)).toBe(5_000);
    expect(delay(1, 0.5, 24 * HOUR)).toBe(HOUR);
    expect(delay(8, 0.5, 24 * HOUR)).toBe(4 * HOUR);
  });
});

describe("pauseReason", () => {
  it("is there for 410 only", () => {
    expect(pauseReason(410)).toContain("410");
    for (const status of [200, 400, 401, 404, 429, 500, null]) expect(pauseReason(status)).toBeNull();
  });
});
