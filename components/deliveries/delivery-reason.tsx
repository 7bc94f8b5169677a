import { RelativeTime } from "@/components/layout/relative-time";
import type { DeliveryRow } from "@/lib/deliveries/schema";
import { reasonWords } from "@/lib/deliveries/words";

/** Why a delivery is not delivered, and when it is tried next. */
export function DeliveryReason({ delivery }: { delivery: DeliveryRow }) {
  const reason = reasonWords(delivery);
  if (reason === null) return <span className="text-muted-foreground">–</span>;
  return (
    <span title={reason}>
      {delivery.nextAttemptAt && (
        <>
          Next attempt <RelativeTime value={delivery.nextAttemptAt} />.{" "}
        </>
      )}
      {reason}
    </span>
  );
}
