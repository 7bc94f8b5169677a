"use client";

import { Pencil } from "lucide-react";
import { useEffect, useState } from "react";
import { Field } from "@/components/form/field";
import { FocusFirstError } from "@/components/form/focus-first-error";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
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
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";

/** The button of a row that changes the label of its number. */
export function LabelDialog({ number }: { number: ManagedNumberOption }) {
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

function LabelForm({ number, onSaved }: { number: ManagedNumberOption; onSaved: () => void }) {
  const form = useActionForm(labelManagedNumberAction);
  useEffect(() => {
    if (form.saved) onSaved();
  }, [form.saved, onSaved]);
  return (
    <form ref={form.ref} onSubmit={form.submitWith({ id: number.id })} noValidate>
      <FocusFirstError when={form.refusal} />
      <DialogHeader>
        <DialogTitle>Change label</DialogTitle>
        <DialogDescription>
          The name of {formatPhone(number.phone)} on every page and in the API.
        </DialogDescription>
      </DialogHeader>
      <DialogBody>
        <Field label="Label" error={form.fieldError("label")}>
          <Input
            name="label"
            defaultValue={number.label}
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
