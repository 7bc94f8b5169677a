import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/deliveries/schema";
import { DELIVERY_STATE_LABELS } from "@/lib/deliveries/words";

function toneOf({ state, attempts }: Pick<DeliveryRow, "state" | "attempts">): BadgeTone {
  if (state === "delivered") return "active";
  if (state === "cancelled") return "expired";
  return attempts > 0 ? "warning" : "scheduled";
}

/** A delivery's state in a word; a pending one that failed already is marked. */
export function DeliveryStateBadge({ delivery }: { delivery: Pick<DeliveryRow, "state" | "attempts"> }) {
  return <Badge tone={toneOf(delivery)}>{DELIVERY_STATE_LABELS[delivery.state]}</Badge>;
}
