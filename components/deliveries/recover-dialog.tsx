"use client";

import { History } from "lucide-react";
import { RecoverForm } from "@/components/deliveries/recover-form";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import type { DeliveryRow } from "@/lib/deliveries/schema";

export type RecoverDialogProps = {
  tokenId: string;
  /** The events for which the token has an endpoint. */
  events: readonly DeliveryRow["eventType"][];
};

/** Sends what one callback of a token missed since a time; says how many that are before it does. */
export function RecoverDialog({ tokenId, events }: RecoverDialogProps) {
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="outline">
          <History />
          Recover since…
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Recover deliveries</DialogTitle>
          <DialogDescription>
            Every event since then that the token may see and that its callback never got, or that was
            cancelled, is sent in the order of its conversation.
          </DialogDescription>
        </DialogHeader>
        <RecoverForm tokenId={tokenId} events={events} />
      </DialogContent>
    </Dialog>
  );
}
