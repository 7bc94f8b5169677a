import { Ban, Send, Timer } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { DeliveryCommand } from "@/lib/deliveries/change-words";

export type BulkDeliveryActionsProps = {
  /** True while a command runs. */
  running: boolean;
  onCommand: (command: DeliveryCommand) => void;
};

/** What can be done with the ticked deliveries. */
export function BulkDeliveryActions({ running, onCommand }: BulkDeliveryActionsProps) {
  return (
    <>
      <Button variant="outline" busy={running} onClick={() => onCommand("resend")}>
        <Send />
        Resend…
      </Button>
      <Button variant="outline" busy={running} onClick={() => onCommand("retry")}>
        <Timer />
        Retry now…
      </Button>
      <Button
        variant="outline"
        className="text-red-text"
        disabled={running}
        onClick={() => onCommand("cancel")}
      >
        <Ban />
        Cancel…
      </Button>
    </>
  );
}
