"use client";

import type { ReactNode } from "react";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import type { useActionForm } from "@/components/form/use-action-form";

export type EditFormProps = {
  form: Pick<ReturnType<typeof useActionForm>, "onSubmit" | "pending" | "saved" | "error" | "refusal">;
  /** Hidden values that say what is edited. */
  hidden: Record<string, string>;
  /** What the button saves and the message says was saved: "details". */
  subject: string;
  /** Shows the values without a way to change them. */
  readOnly: boolean;
  children: ReactNode;
};

/** One section of a token with its own Save; for who may not write, the same fields switched off. */
export function EditForm({ form, hidden, subject, readOnly, children }: EditFormProps) {
  return (
    <form onSubmit={form.onSubmit} className="grid max-w-3xl gap-5">
      <FocusFirstError when={form.refusal} />
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <fieldset disabled={readOnly} className="contents">
        {children}
      </fieldset>
      {!readOnly && (
        <FormFooter>
          <SubmitButton busy={form.pending}>Save {subject}</SubmitButton>
          <FormMessage
            saved={form.saved && `${subject.charAt(0).toUpperCase()}${subject.slice(1)} saved.`}
            error={form.error}
          />
        </FormFooter>
      )}
    </form>
  );
}
