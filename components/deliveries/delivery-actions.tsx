"use client";

import { Ban, Send, Timer } from "lucide-react";
import { useDeliveryChange } from "@/components/deliveries/use-delivery-change";
import { Button } from "@/components/ui/button";
import { isFor } from "@/lib/deliveries/change-words";
import type { DeliveryRow } from "@/lib/deliveries/schema";

/** What can be done with one delivery in its state, and what became of it. */
export function DeliveryActions({ delivery }: { delivery: Pick<DeliveryRow, "id" | "state" | "waitsFor"> }) {
  const change = useDeliveryChange();
  return (
    <div data-slot="delivery-actions" className="flex flex-wrap items-center gap-2">
      {isFor("resend", delivery) && (
        <Button variant="outline" busy={change.running} onClick={() => change.start("resend", [delivery])}>
          <Send />
          Resend
        </Button>
      )}
      {isFor("retry", delivery) && (
        <Button variant="outline" busy={change.running} onClick={() => change.start("retry", [delivery])}>
          <Timer />
          Retry now
        </Button>
      )}
      {isFor("cancel", delivery) && (
        <Button
          variant="outline"
          className="text-red-text"
          disabled={change.running}
          onClick={() => change.start("cancel", [delivery])}
        >
          <Ban />
          Cancel…
        </Button>
      )}
      {change.message}
      {change.dialog}
    </div>
  );
}
