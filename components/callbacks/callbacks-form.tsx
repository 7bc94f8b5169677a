"use client";

import { EditForm } from "@/components/api-tokens/edit-form";
import { CallbackFields } from "@/components/callbacks/callback-fields";
import { useActionForm } from "@/components/form/use-action-form";
import { saveCallbacksAction } from "@/lib/callbacks/actions";
import { type CallbackDetails, urlField } from "@/lib/callbacks/schema";

export type CallbacksFormProps = { tokenId: string; callbacks: CallbackDetails[]; readOnly: boolean };

/** The three endpoints of a token with one Save. */
export function CallbacksForm({ tokenId, callbacks, readOnly }: CallbacksFormProps) {
  const form = useActionForm(saveCallbacksAction);
  return (
    <EditForm form={form} hidden={{ tokenId }} subject="callbacks" readOnly={readOnly}>
      {callbacks.map((callback) => (
        <CallbackFields
          key={callback.eventType}
          callback={callback}
          error={form.fieldError(urlField(callback.eventType))}
        />
      ))}
    </EditForm>
  );
}
