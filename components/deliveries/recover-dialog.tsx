"use client";

import { History } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
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
import { RECOVER_PARAM } from "@/lib/paths";

export type RecoverDialogProps = {
  tokenId: string;
  /** The events for which the token has an endpoint. */
  events: readonly DeliveryRow["eventType"][];
};

/** The moment that the address names, as long as it does, and a way to take it out of there. */
function useAskedSince() {
  const pathname = usePathname();
  const params = useSearchParams();
  const at = Date.parse(params.get(RECOVER_PARAM) ?? "");
  function forget() {
    const rest = new URLSearchParams(params);
    rest.delete(RECOVER_PARAM);
    window.history.replaceState(null, "", rest.size > 0 ? `${pathname}?${rest}` : pathname);
  }
  return { since: Number.isNaN(at) ? null : new Date(at).toISOString(), forget };
}

/**
 * Sends what one callback of a token missed since a time; says how many that are before it does. An address that names the
 * time opens it.
 */
export function RecoverDialog({ tokenId, events }: RecoverDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { since, forget } = useAskedSince();

  function change(open: boolean) {
    setIsOpen(open);
    if (!open && since !== null) forget();
  }

  return (
    <Dialog open={isOpen || since !== null} onOpenChange={change}>
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
        <RecoverForm tokenId={tokenId} events={events} since={since} />
      </DialogContent>
    </Dialog>
  );
}
