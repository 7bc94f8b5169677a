"use client";

import { CallbackFields } from "@/components/callbacks/callback-fields";
import { cancelledWords } from "@/components/callbacks/take-away-dialog";
import { useTakeAway } from "@/components/callbacks/use-take-away";
import { EditForm } from "@/components/form/edit-form";
import { useEditForm } from "@/components/form/use-edit-form";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { saveCallbacksAction } from "@/lib/callbacks/actions";
import type { CallbackDetails, CallbackHealth } from "@/lib/callbacks/schema";
import { EVENT_LABELS, urlField } from "@/lib/callbacks/words";

export type CallbacksFormProps = {
  token: Pick<TokenDetails, "id" | "state">;
  callbacks: CallbackDetails[];
  health: CallbackHealth[];
  version: string;
  readOnly: boolean;
};

/** The three endpoints of a token with one Save; how they are doing is shown as it is, also beside what is typed. */
export function CallbacksForm(props: CallbacksFormProps) {
  const { token, callbacks, health, version, readOnly } = props;
  const latest = { callbacks, version };
  const edited = useEditForm(saveCallbacksAction, latest, (shown) => shown.version);
  const { form, dialog } = useTakeAway(edited, { tokenId: token.id, stored: callbacks });
  const cancelled = form.data?.cancelled ?? 0;
  return (
    <EditForm
      form={form}
      fixed={{ tokenId: token.id }}
      subject="callbacks"
      labels={EVENT_LABELS}
      savedNote={cancelled > 0 ? `${cancelledWords(cancelled)}.` : undefined}
      readOnly={readOnly}
    >
      {form.shown.callbacks.map((callback, i) => (
        <CallbackFields
          key={callback.eventType}
          token={token}
          callback={callback}
          stored={callbacks[i] ?? callback}
          health={health.find(({ eventType }) => eventType === callback.eventType)}
          error={form.fieldError(urlField(callback.eventType))}
          readOnly={readOnly}
        />
      ))}
      {dialog}
    </EditForm>
  );
}
