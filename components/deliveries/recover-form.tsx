"use client";

import { useRef, useState, useTransition } from "react";
import { answering } from "@/components/form/answering";
import { DateTimePicker } from "@/components/form/date-time-picker";
import { Field } from "@/components/form/field";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogCancel, DialogFooter } from "@/components/ui/dialog";
import { NativeSelect } from "@/components/ui/native-select";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import { previewRecoveryAction, recoverDeliveriesAction } from "@/lib/deliveries/actions";
import { mayRecover, previewWords, recoveredWords, recoverWords } from "@/lib/deliveries/recover-words";
import type { DeliveryRow, Recovered } from "@/lib/deliveries/schema";
import type { ActionResult } from "@/lib/result";

export type RecoverFormProps = {
  tokenId: string;
  events: readonly DeliveryRow["eventType"][];
  /** The time to begin with. */
  since: string | null;
};

/** Asks for callback and time, counts, and recovers what was counted. */
export function RecoverForm({ tokenId, events, since }: RecoverFormProps) {
  const form = useActionForm(previewRecoveryAction);
  const [result, setResult] = useState<ActionResult<Recovered> | null>(null);
  const [recovering, run] = useTransition();
  const sent = useRef<FormData>(null);
  // A count is of what was asked for then: after a change it is asked for anew.
  const preview = form.saved ? form.data : null;
  const goOnAfter = result?.ok ? result.data.goOnAfter : null;

  function recover(payload: FormData) {
    payload.set("tokenId", tokenId);
    run(async () => setResult(await answering(recoverDeliveriesAction)(null, payload)));
    sent.current = payload;
  }

  function begin() {
    if (form.ref.current) recover(new FormData(form.ref.current));
  }

  function goOn() {
    const payload = sent.current;
    if (!payload || !goOnAfter) return;
    payload.set("goOnAfter", goOnAfter);
    recover(payload);
  }

  return (
    <form ref={form.ref} onSubmit={form.submitWith({ tokenId })} noValidate>
      <FocusFirstError when={form.refusal} />
      <DialogBody>
        <fieldset disabled={result?.ok} className="contents">
          <Field label="Event" error={form.fieldError("eventType")}>
            <NativeSelect name="eventType">
              {events.map((event) => (
                <option key={event} value={event}>
                  {EVENT_LABELS[event]}
                </option>
              ))}
            </NativeSelect>
          </Field>
          <Field label="Since" error={form.fieldError("since")}>
            <DateTimePicker name="since" defaultValue={since} required />
          </Field>
        </fieldset>
        <div role="status" className="grid gap-1 text-sm empty:hidden">
          {preview && !result?.ok && previewWords(preview).map((words) => <p key={words}>{words}</p>)}
        </div>
        <FormMessage
          saved={result?.ok ? recoveredWords(result.data) : undefined}
          error={result && !result.ok ? result.error.message : form.error}
        />
      </DialogBody>
      <DialogFooter>
        <DialogCancel>{result?.ok ? "Close" : "Cancel"}</DialogCancel>
        {(!result?.ok || goOnAfter) &&
          (preview && mayRecover(preview) ? (
            <Button busy={recovering} onClick={goOnAfter ? goOn : begin}>
              {goOnAfter ? "Go on" : recoverWords(preview)}
            </Button>
          ) : (
            <SubmitButton busy={form.pending} holdsDialog={false}>
              Count
            </SubmitButton>
          ))}
      </DialogFooter>
    </form>
  );
}
