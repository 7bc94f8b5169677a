import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogBody,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import type { TakeAwayImpact } from "@/lib/callbacks/schema";
import { MAX_COUNTED_DELIVERIES } from "@/lib/callbacks/settings";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import { formatCountUpTo } from "@/lib/format/numbers";

/** "1 delivery is cancelled", "more than 10,000 deliveries are cancelled". */
export function cancelledWords(count: number): string {
  return formatCountUpTo(MAX_COUNTED_DELIVERIES, count, "delivery is cancelled", "deliveries are cancelled");
}

export type TakeAwayDialogProps = {
  /** The endpoints for which deliveries wait; empty while nothing is asked. */
  impact: readonly TakeAwayImpact[];
  onGoBack: () => void;
  onTakeAway: () => void;
};

/** Asks before endpoints are taken away for which deliveries wait, and says how many; Go back has the focus. */
export function TakeAwayDialog({ impact, onGoBack, onTakeAway }: TakeAwayDialogProps) {
  const only = impact.length === 1 ? impact[0] : undefined;
  return (
    <AlertDialog open={impact.length > 0} onOpenChange={(open) => open || onGoBack()}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>
            Take away{" "}
            {only ? `the endpoint for ${EVENT_LABELS[only.eventType]}` : `${impact.length} endpoints`}?
          </AlertDialogTitle>
          <AlertDialogDescription>
            What waits there is cancelled. Once there is an endpoint again, “Recover since…” among the
            deliveries brings it back.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogBody>
          <ul className="grid gap-0.5">
            {impact.map(({ eventType, pendingDeliveries }) => (
              <li key={eventType}>
                <span className="font-medium">{EVENT_LABELS[eventType]}</span>:{" "}
                {formatCountUpTo(MAX_COUNTED_DELIVERIES, pendingDeliveries, "delivery", "deliveries")} waiting
              </li>
            ))}
          </ul>
        </AlertDialogBody>
        <AlertDialogFooter>
          <AlertDialogCancel>Go back</AlertDialogCancel>
          <AlertDialogAction onClick={onTakeAway}>
            {only ? "Take it away" : "Take them away"}
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
