"use client";

import { type FormEvent, useRef, useState, useTransition } from "react";
import { TakeAwayDialog } from "@/components/callbacks/take-away-dialog";
import { answering } from "@/components/form/answering";
import type { ActionForm, FixedValues } from "@/components/form/use-action-form";
import { takeAwayImpactAction } from "@/lib/callbacks/actions";
import type { CallbackDetails, TakeAwayImpact } from "@/lib/callbacks/schema";
import { urlField } from "@/lib/callbacks/words";

type Stored = Pick<CallbackDetails, "eventType" | "url">;

/** The events whose stored endpoint the form has emptied. */
function emptiedEvents(form: HTMLFormElement, stored: readonly Stored[]) {
  const typed = new FormData(form);
  return stored
    .filter(({ eventType, url }) => url !== "" && String(typed.get(urlField(eventType))).trim() === "")
    .map(({ eventType }) => eventType);
}

type Options = { tokenId: string; stored: readonly Stored[] };

/**
 * A form of endpoints that counts and asks, before it is submitted, where that would cancel what waits for an emptied
 * one; `dialog` stands in the page. What came to wait since, and for which nobody was asked, the server refuses to cancel.
 */
export function useTakeAway<F extends ActionForm>(form: F, { tokenId, stored }: Options) {
  const [impact, setImpact] = useState<TakeAwayImpact[]>([]);
  const [fault, setFault] = useState<string>();
  const [counting, count] = useTransition();
  // Of the submission that comes next: null before it was asked about.
  const agreed = useRef<TakeAwayImpact[] | null>(null);

  function submitAgreed(to: TakeAwayImpact[]) {
    agreed.current = to;
    form.ref.current?.requestSubmit();
    agreed.current = null;
  }

  function ask(eventTypes: CallbackDetails["eventType"][]) {
    count(async () => {
      const answer = await answering(takeAwayImpactAction)(null, { tokenId, eventTypes });
      if (!answer.ok) setFault(answer.error.message);
      else if (answer.data.length > 0) setImpact(answer.data);
      else submitAgreed([]);
    });
  }

  function submitWith(fixed: FixedValues = {}) {
    return (event: FormEvent<HTMLFormElement>) => {
      const emptied = emptiedEvents(event.currentTarget, stored);
      if (agreed.current === null && emptied.length > 0) {
        event.preventDefault();
        setFault(undefined);
        if (!counting && !form.pending) ask(emptied);
        return;
      }
      const cancels = agreed.current?.map(({ eventType }) => eventType) ?? [];
      form.submitWith({ ...fixed, "cancels[]": cancels })(event);
    };
  }

  function discard() {
    setFault(undefined);
    form.discard();
  }

  return {
    form: {
      ...form,
      submitWith,
      discard,
      pending: form.pending || counting,
      error: counting ? undefined : (fault ?? form.error),
    },
    dialog: (
      <TakeAwayDialog
        impact={impact}
        onGoBack={() => setImpact([])}
        onTakeAway={() => submitAgreed(impact)}
      />
    ),
  };
}
