"use client";

import { Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { Field } from "@/components/form/field";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { useRefreshOnConflict } from "@/components/form/use-refresh-on-conflict";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogBody,
  DialogCancel,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { formatPhone } from "@/lib/format/phone";
import { labelManagedNumberAction } from "@/lib/managed-numbers/actions";
import type { ManagedNumberRow } from "@/lib/managed-numbers/schema";

type LabelledNumber = Pick<ManagedNumberRow, "id" | "phone" | "label" | "version">;

/** The button of a row that changes the label of its number. */
export function LabelDialog({ number }: { number: LabelledNumber }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Change label of ${number.label}`}>
          <Pencil />
        </Button>
      </DialogTrigger>
      <DialogContent>
        <LabelForm number={number} onSaved={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

/** Saves a label against the one that the form began with, whatever the page shows meanwhile. */
function LabelForm({ number, onSaved }: { number: LabelledNumber; onSaved: () => void }) {
  const form = useActionForm(labelManagedNumberAction);
  const [seen] = useState(number);
  useRefreshOnConflict(form.refusal);
  useEffect(() => {
    if (form.saved) onSaved();
  }, [form.saved, onSaved]);
  return (
    <form ref={form.ref} onSubmit={form.submitWith({ id: seen.id, version: seen.version })} noValidate>
      <FocusFirstError when={form.refusal} />
      <DialogHeader>
        <DialogTitle>Change label</DialogTitle>
        <DialogDescription>
          The name of {formatPhone(seen.phone)} on every page and in the API.
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field label="Label" error={form.fieldError("label")}>
          <Input
            name="label"
            defaultValue={seen.label}
            required
            maxLength={100}
            autoComplete="off"
            dir="auto"
          />
        </Field>
        <FormMessage error={form.error} />
      </DialogBody>
      <DialogFooter>
        <DialogCancel />
        <SubmitButton busy={form.pending}>Save label</SubmitButton>
      </DialogFooter>
    </form>
  );
}
