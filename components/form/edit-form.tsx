"use client";

import type { ReactNode } from "react";
import { Form } from "@/components/form/form";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { leaveFreely } from "@/components/form/leaving";
import { savedWords } from "@/components/form/saved-words";
import { SubmitButton } from "@/components/form/submit-button";
import type { ActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import type { SectionSaved } from "@/lib/result";

export type EditFormProps = {
  form: ActionForm & { data: SectionSaved | null; version: string };
  /** Says what is edited. */
  fixed: Record<string, string>;
  /** What the button saves and the message says was saved: "details". */
  subject: string;
  /** The fields in words, as the message names them. */
  labels: Readonly<Record<string, string>>;
  /** What else the save did, after what changed. */
  savedNote?: string;
  readOnly?: boolean;
  children: ReactNode;
};

/** One section of settings with its own Save; for who may not write, the same fields switched off. */
export function EditForm(props: EditFormProps) {
  const { form, fixed, subject, labels, savedNote = "", readOnly = false, children } = props;
  const changed = form.data?.changed.map((name) => labels[name] ?? name) ?? [];
  return (
    <Form
      form={form}
      fixed={{ ...fixed, version: form.version }}
      readOnly={readOnly}
      className="grid max-w-3xl gap-5"
      footer={
        <FormFooter sticky>
          <SubmitButton busy={form.pending}>Save {subject}</SubmitButton>
          {form.refusal?.code === "conflict" && (
            <Button variant="outline" onClick={() => leaveFreely(() => window.location.reload())}>
              Reload
            </Button>
          )}
          <FormMessage
            saved={form.saved && `${savedWords(subject, changed)} ${savedNote}`.trim()}
            error={form.error}
          />
        </FormFooter>
      }
    >
      {children}
    </Form>
  );
}
