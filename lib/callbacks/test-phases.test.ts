import { expect, test } from "vitest";
import { createPhaseClock, type TestStep } from "./test-phases";

/** The phases when these steps are done at these milliseconds. */
function phasesOf(steps: Partial<Record<TestStep, number>>) {
  let time = 0;
  const clock = createPhaseClock(() => time);
  for (const [step, at] of Object.entries(steps)) {
    time = at;
    clock.onStep(step as TestStep);
  }
  return clock.phases();
}

test("each phase lasts from the step before it", () => {
  expect(phasesOf({ begun: 1, resolved: 11, connected: 31, secured: 71, answered: 151 })).toEqual({
    dnsMs: 10,
    connectMs: 20,
    tlsMs: 40,
    firstByteMs: 80,
  });
});

test("a literal address needs no DNS and http no TLS", () => {
  expect(phasesOf({ begun: 0, connected: 5, answered: 12 })).toEqual({
    dnsMs: null,
    connectMs: 5,
    tlsMs: null,
    firstByteMs: 7,
  });
});

test("what was not reached has no duration", () => {
  const none = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
  expect(phasesOf({ begun: 0 })).toEqual(none);
  expect(phasesOf({ begun: 0, resolved: 3 })).toEqual({ ...none, dnsMs: 3 });
});
