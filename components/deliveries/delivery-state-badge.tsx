import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/deliveries/schema";
import { stateWords } from "@/lib/deliveries/words";

type BadgedDelivery = Pick<DeliveryRow, "state" | "isFailing" | "deliveredAt">;

function toneOf({ state, isFailing }: BadgedDelivery): BadgeTone {
  if (state === "delivered") return "active";
  if (state === "cancelled") return "expired";
  return isFailing ? "warning" : "scheduled";
}

/** A delivery's state in a word; a pending one that failed is marked. */
export function DeliveryStateBadge({ delivery }: { delivery: BadgedDelivery }) {
  return <Badge tone={toneOf(delivery)}>{stateWords(delivery)}</Badge>;
}
