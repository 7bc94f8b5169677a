"use client";

import type { FormEvent } from "react";
import { useRecovery } from "@/components/deliveries/use-recovery";
import { DateTimePicker } from "@/components/form/date-time-picker";
import { Field } from "@/components/form/field";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { type ActionForm, useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { DialogBody, DialogCancel, DialogFooter } from "@/components/ui/dialog";
import { NativeSelect } from "@/components/ui/native-select";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import { previewRecoveryAction } from "@/lib/deliveries/actions";
import { mayRecover, previewWords, recoveredWords, recoverWords } from "@/lib/deliveries/recover-words";
import type { DeliveryRow, RecoverPreview } from "@/lib/deliveries/schema";

export type RecoverFormProps = {
  tokenId: string;
  events: readonly DeliveryRow["eventType"][];
  /** The time to begin with. */
  since: string | null;
};

type RecoverFieldsProps = Pick<RecoverFormProps, "events" | "since"> & Pick<ActionForm, "fieldError">;

function RecoverFields({ events, since, fieldError }: RecoverFieldsProps) {
  return (
    <>
      <Field label="Event" error={fieldError("eventType")}>
        <NativeSelect name="eventType">
          {events.map((event) => (
            <option key={event} value={event}>
              {EVENT_LABELS[event]}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field label="Since" error={fieldError("since")}>
        <DateTimePicker name="since" defaultValue={since} required />
      </Field>
    </>
  );
}

type NextStepProps = {
  preview: RecoverPreview | null;
  recovery: ReturnType<typeof useRecovery>;
  counting: boolean;
  onBegin: () => void;
};

/** The one press that leads on: to a count, to what was counted, or to the rest of it. */
function NextStep({ preview, recovery: { done, running, goOn }, counting, onBegin }: NextStepProps) {
  if (done) {
    if (done.goOnAfter === null) return null;
    return (
      <Button busy={running} onClick={goOn}>
        Go on
      </Button>
    );
  }
  if (preview && mayRecover(preview))
    return (
      <Button busy={running} onClick={onBegin}>
        {recoverWords(preview)}
      </Button>
    );
  return (
    <SubmitButton busy={counting} holdsDialog={false}>
      Count
    </SubmitButton>
  );
}

/** Asks for callback and time, counts, and recovers what was counted. */
export function RecoverForm({ tokenId, events, since }: RecoverFormProps) {
  const form = useActionForm(previewRecoveryAction);
  const recovery = useRecovery(tokenId);
  const { done, error } = recovery;
  // A count is of what was asked for then: after a change it is asked for anew.
  const preview = form.saved ? form.data : null;

  function count(event: FormEvent<HTMLFormElement>) {
    recovery.count();
    form.submitWith({ tokenId })(event);
  }

  function begin() {
    if (form.ref.current) recovery.begin(new FormData(form.ref.current));
  }

  return (
    <form ref={form.ref} onSubmit={count} noValidate>
      <FocusFirstError when={form.refusal} />
      <DialogBody>
        <fieldset disabled={done !== null} className="contents">
          <RecoverFields events={events} since={since} fieldError={form.fieldError} />
        </fieldset>
        <div role="status" className="grid gap-1 text-sm empty:hidden">
          {preview && !done && previewWords(preview).map((words) => <p key={words}>{words}</p>)}
        </div>
        <FormMessage saved={done && recoveredWords(done)} error={form.error ?? error} />
      </DialogBody>
      <DialogFooter>
        <DialogCancel>{done ? "Close" : "Cancel"}</DialogCancel>
        <NextStep preview={preview} recovery={recovery} counting={form.pending} onBegin={begin} />
      </DialogFooter>
    </form>
  );
}
