"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { paths } from "@/lib/paths";
import { createSupplierAction } from "@/lib/suppliers/actions";

/** Creates a supplier and goes back to the list. */
export function NewSupplierForm() {
  const router = useRouter();
  const form = useActionForm(createSupplierAction);
  useEffect(() => {
    if (form.data) router.push(paths.suppliers());
  }, [form.data, router]);
  return (
    <Form
      form={form}
      className="grid max-w-xl gap-5"
      footer={
        <FormFooter discardable={false}>
          <SubmitButton busy={form.pending || form.data !== null}>Create supplier</SubmitButton>
          <Button asChild variant="outline">
            <Link href={paths.suppliers()}>Cancel</Link>
          </Button>
          <FormMessage error={form.error} />
        </FormFooter>
      }
    >
      <Field label="Name" error={form.fieldError("name")}>
        <Input name="name" required maxLength={255} autoComplete="off" dir="auto" />
      </Field>
      <Field label="Contact e-mail" optional error={form.fieldError("contactEmail")}>
        <Input name="contactEmail" type="email" maxLength={254} autoComplete="off" />
      </Field>
      <Field label="Note" optional error={form.fieldError("note")}>
        <Textarea name="note" rows={3} maxLength={2000} dir="auto" />
      </Field>
    </Form>
  );
}
