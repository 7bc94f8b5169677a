import { expect, test } from "vitest";
import { MESSAGE_STATUSES, type MessageStatus } from "@/db/constants";
import { advances, furthest } from "./status-order";

test("a status only moves forwards, to failed from anywhere, and never from failed", () => {
  for (const [i, previous] of MESSAGE_STATUSES.entries()) {
    expect(advances(null, previous)).toBe(true);
    for (const [j, next] of MESSAGE_STATUSES.entries()) expect(advances(previous, next)).toBe(j > i);
  }
});

test("the furthest does not depend on the order of the reports", () => {
  const of = (...list: MessageStatus[]) => furthest(list.map((status) => ({ status })))?.status;
  expect(of()).toBeUndefined();
  expect(of("read", "sent", "delivered")).toBe("read");
  expect(of("sent", "failed", "read")).toBe("failed");
});
