import { NextAttempt } from "@/components/deliveries/next-attempt";
import type { DeliveryRow } from "@/lib/deliveries/schema";
import { reasonWords } from "@/lib/deliveries/words";

/** Why a delivery is not delivered, and when its next attempt is. */
export function DeliveryReason({ delivery }: { delivery: DeliveryRow }) {
  const reason = reasonWords(delivery);
  if (reason === null) return <span className="text-muted-foreground">–</span>;
  return (
    <span title={reason}>
      {delivery.nextAttemptAt && (
        <>
          Next attempt <NextAttempt at={delivery.nextAttemptAt} />.{" "}
        </>
      )}
      {reason}
    </span>
  );
}
