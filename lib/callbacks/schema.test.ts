import { expect, test } from "vitest";
import { EVENT_TYPES } from "@/db/constants";
import { fieldErrors } from "../input";
import { saveCallbacksInput } from "./schema";
import { EVENT_LABELS, urlField } from "./words";

const TOKEN = "01935a00-0000-7000-8000-000000000000";
const URL_A = "https://example.com/a";

test("there is an entry per event type in their order, whatever was given", () => {
  expect(saveCallbacksInput.parse({ tokenId: TOKEN })).toEqual({
    tokenId: TOKEN,
    cancels: [],
    callbacks: EVENT_TYPES.map((eventType) => ({ eventType, url: "", enabled: false })),
  });
});

test.each(EVENT_TYPES)("the endpoint of %s is read from its own field, trimmed", (eventType) => {
  const { callbacks } = saveCallbacksInput.parse({
    tokenId: TOKEN,
    [urlField(eventType)]: ` ${URL_A}\n`,
    enabled: [eventType],
  });
  for (const callback of callbacks)
    expect(callback).toEqual(
      callback.eventType === eventType
        ? { eventType, url: URL_A, enabled: true }
        : { eventType: callback.eventType, url: "", enabled: false },
    );
});

test("one that has no endpoint is never on, and one that has is off unless it is named", () => {
  const { callbacks } = saveCallbacksInput.parse({
    tokenId: TOKEN,
    "url.conversation.created": URL_A,
    "url.message.received": "  ",
    enabled: ["message.received", "message.status_changed"],
  });
  expect(callbacks.map(({ url, enabled }) => [url, enabled])).toEqual([
    [URL_A, false],
    ["", false],
    ["", false],
  ]);
});

test.each([
  ["tokenId", { tokenId: "1" }],
  ["url.message.received", { "url.message.received": `${URL_A}${"x".repeat(2048)}` }],
  ["enabled.0", { enabled: ["message.deleted"] }],
])("a wrong %s is named", (field, fields) => {
  const { error } = saveCallbacksInput.safeParse({ tokenId: TOKEN, ...fields });
  expect(error && Object.keys(fieldErrors(error))).toEqual([field]);
});

test("every event type has a label of its own", () => {
  expect(new Set(EVENT_TYPES.map((eventType) => EVENT_LABELS[eventType])).size).toBe(EVENT_TYPES.length);
});
