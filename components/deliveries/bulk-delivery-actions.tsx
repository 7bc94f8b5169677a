import { Ban, Send, Timer } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { DeliveryCommand } from "@/lib/deliveries/change-words";

/** What can be done with the ticked deliveries; each press asks first. */
export function BulkDeliveryActions({ onCommand }: { onCommand: (command: DeliveryCommand) => void }) {
  return (
    <>
      <Button variant="outline" onClick={() => onCommand("resend")}>
        <Send />
        Resend…
      </Button>
      <Button variant="outline" onClick={() => onCommand("retry")}>
        <Timer />
        Retry now…
      </Button>
      <Button variant="outline" className="text-red-text" onClick={() => onCommand("cancel")}>
        <Ban />
        Cancel…
      </Button>
    </>
  );
}
