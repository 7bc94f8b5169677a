import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CallbackStatus } from "@/components/callbacks/callback-status";
import { DeliveryReason } from "@/components/deliveries/delivery-reason";
import { TimeProvider } from "@/components/layout/time-provider";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import type { DeliveryRow } from "@/lib/deliveries/schema";

const NOW = Date.parse("2026-11-03T10:00:00Z");
const MINUTE_MS = 60_000;

const callback = {
  eventType: "message.received",
  enabled: true,
  pauseWarning: null,
  pendingDeliveries: 0,
} as CallbackDetails;
const delivery = { state: "pending", waitsFor: "retry" } as DeliveryRow;

function words(minutes: number): string[] {
  const nextAttemptAt = new Date(NOW + minutes * MINUTE_MS);
  return [
    <CallbackStatus key="callback" callback={{ ...callback, nextAttemptAt }} tokenState="active" />,
    <DeliveryReason key="delivery" delivery={{ ...delivery, nextAttemptAt }} />,
  ].map((part) => {
    const markup = renderToStaticMarkup(
      <TimeProvider now={NOW} timeZone="UTC">
        {part}
      </TimeProvider>,
    );
    return /next attempt [^.<]*/i.exec(markup.replaceAll(/<\/?time[^>]*>/g, ""))?.[0] ?? "";
  });
}

test("the next attempt is named in the same words for a callback and for a delivery", () => {
  expect(words(5)).toEqual(["next attempt in 5 min", "Next attempt in 5 min"]);
});

test("one whose time is past is due", () => {
  expect(words(0)).toEqual(["next attempt due", "Next attempt due"]);
  expect(words(-5)).toEqual(["next attempt due", "Next attempt due"]);
});
