"use client";

import { Fragment, type ReactNode } from "react";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormContext } from "@/components/form/form-context";
import { LeaveGuard } from "@/components/form/leave-guard";
import type { ActionForm } from "@/components/form/use-action-form";
import { useSaveKeys } from "@/components/form/use-save-keys";

export type FormProps = {
  form: ActionForm;
  /** Values that are submitted along and have no field: what is edited. */
  fixed?: Record<string, string>;
  /** The row of buttons; it stays when the fields are rendered anew. */
  footer?: ReactNode;
  /** Shows the values without a way to change them. */
  readOnly?: boolean;
  className?: string;
  children: ReactNode;
};

/**
 * A form of the product: keeps what was typed, moves the focus to the first error, saves on Ctrl or Cmd with Enter or
 * S, and asks before the page is left with something unsaved. Discarding renders its fields anew.
 */
export function Form({ form, fixed, footer, readOnly = false, className, children }: FormProps) {
  useSaveKeys(form.ref, { on: !readOnly, eager: form.dirty });
  return (
    <FormContext value={form}>
      <form
        ref={form.ref}
        onSubmit={form.submitWith(fixed)}
        noValidate
        autoComplete="off"
        data-dirty={form.dirty || undefined}
        className={className}
      >
        <FocusFirstError when={form.refusal} />
        <fieldset disabled={readOnly} className="contents">
          <Fragment key={form.generation}>{children}</Fragment>
        </fieldset>
        {!readOnly && footer}
      </form>
      <LeaveGuard when={form.dirty && !readOnly} />
    </FormContext>
  );
}
