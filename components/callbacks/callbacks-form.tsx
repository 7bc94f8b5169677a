"use client";

import { CallbackFields } from "@/components/callbacks/callback-fields";
import { EditForm } from "@/components/form/edit-form";
import { useEditForm } from "@/components/form/use-edit-form";
import { saveCallbacksAction } from "@/lib/callbacks/actions";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS, urlField } from "@/lib/callbacks/words";

export type CallbacksFormProps = {
  tokenId: string;
  callbacks: CallbackDetails[];
  version: string;
  readOnly: boolean;
};

/** The three endpoints of a token with one Save; how they are doing is shown as it is, also beside what is typed. */
export function CallbacksForm({ tokenId, callbacks, version, readOnly }: CallbacksFormProps) {
  const latest = { callbacks, version };
  const form = useEditForm(saveCallbacksAction, latest, (shown) => shown.version);
  return (
    <EditForm form={form} fixed={{ tokenId }} subject="callbacks" labels={EVENT_LABELS} readOnly={readOnly}>
      {form.shown.callbacks.map((callback, i) => (
        <CallbackFields
          key={callback.eventType}
          callback={callback}
          health={callbacks[i] ?? callback}
          error={form.fieldError(urlField(callback.eventType))}
        />
      ))}
    </EditForm>
  );
}
