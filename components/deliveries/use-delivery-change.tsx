"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { answering } from "@/components/form/answering";
import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { useOutcome } from "@/components/form/use-outcome";
import { cancelPendingAction, resendDeliveriesAction, retryDeliveriesAction } from "@/lib/deliveries/actions";
import {
  changeAnswer,
  changeQuestion,
  type DeliveryCommand,
  noneWords,
  partChosen,
} from "@/lib/deliveries/change-words";
import type { DeliveryChange, DeliveryRow } from "@/lib/deliveries/schema";

const ACTIONS = {
  resend: resendDeliveriesAction,
  retry: retryDeliveriesAction,
  cancel: cancelPendingAction,
};

const LOOK_EVERY_MS = 2_000;
const LOOKS = 5;

/** Reads the page anew a few times after it is called: what is sent has an outcome soon. */
function useFollowUp(): () => void {
  const router = useRouter();
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (looks === 0) return;
    const timer = setTimeout(() => {
      router.refresh();
      setLooks(looks - 1);
    }, LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [looks, router]);
  return () => setLooks(LOOKS);
}

type Chosen = Pick<DeliveryRow, "id" | "state" | "waitsFor">;

type Ask = { command: DeliveryCommand; ids: string[]; leftOut: number };

/**
 * Resending, retrying and cancelling from a page: `start` leaves out what the command is not for, and asks first, except
 * where one delivery was chosen to be resent or retried; `dialog` and `message` stand in the page. `onDone` hears that it was done.
 */
export function useDeliveryChange(onDone?: () => void) {
  const [ask, setAsk] = useState<Ask>({ command: "resend", ids: [], leftOut: 0 });
  const [isAsking, setIsAsking] = useState(false);
  const [running, startTransition] = useTransition();
  const outcome = useOutcome();
  const followUp = useFollowUp();

  function tell({ command, ids }: Ask, change: DeliveryChange) {
    const { words, isRefused } = changeAnswer(command, ids.length, change);
    outcome.say(isRefused ? { error: words } : { saved: words });
    onDone?.();
    if (command !== "cancel" && change.changed > 0) followUp();
  }

  function start(command: DeliveryCommand, chosen: readonly Chosen[]) {
    const { meant, leftOut } = partChosen(command, chosen);
    const ids = meant.map(({ id }) => id);
    const wanted = { command, ids, leftOut };
    outcome.clear();
    if (ids.length === 0) return outcome.say({ error: noneWords(command, leftOut) });
    if (command === "cancel" || chosen.length > 1) {
      setAsk(wanted);
      return setIsAsking(true);
    }
    startTransition(async () => {
      const answer = await answering(ACTIONS[command])(null, { ids });
      if (answer.ok) tell(wanted, answer.data);
      else outcome.say({ error: answer.error.message });
    });
  }

  const { meaning, exception, button, ...question } = changeQuestion(
    ask.command,
    ask.ids.length,
    ask.leftOut,
  );
  return {
    start,
    running,
    dialog: (
      <ConfirmDialog
        {...question}
        facts={exception && <p>{exception}</p>}
        verb={button}
        variant={ask.command === "cancel" ? "destructive" : "default"}
        action={ACTIONS[ask.command]}
        input={{ ids: ask.ids }}
        open={isAsking}
        onOpenChange={setIsAsking}
        onDone={(change) => tell(ask, change)}
        onCloseAutoFocus={outcome.onCloseAutoFocus}
      >
        {meaning}
      </ConfirmDialog>
    ),
    message: outcome.message,
  };
}
