import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { DeliveryRow } from "@/lib/deliveries/schema";
import { stateWords } from "@/lib/deliveries/words";

type BadgedDelivery = Pick<DeliveryRow, "state" | "attempts" | "deliveredAt">;

function toneOf({ state, attempts, deliveredAt }: BadgedDelivery): BadgeTone {
  if (state === "delivered") return "active";
  if (state === "cancelled") return "expired";
  return attempts > 0 && deliveredAt === null ? "warning" : "scheduled";
}

/** A delivery's state in a word; a pending one that was attempted and never delivered is marked. */
export function DeliveryStateBadge({ delivery }: { delivery: BadgedDelivery }) {
  return <Badge tone={toneOf(delivery)}>{stateWords(delivery)}</Badge>;
}
