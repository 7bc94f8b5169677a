"use client";

import { Form } from "@/components/form/form";
import { FormFooter } from "@/components/form/form-footer";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { SupplierFields } from "@/components/suppliers/supplier-fields";
import { updateSupplierAction } from "@/lib/suppliers/actions";
import type { SupplierRow } from "@/lib/suppliers/schema";

export function EditSupplierForm({ supplier }: { supplier: SupplierRow }) {
  const form = useActionForm(updateSupplierAction);
  return (
    <Form
      form={form}
      fixed={{ id: supplier.id }}
      className="grid max-w-xl gap-5"
      footer={
        <FormFooter>
          <SubmitButton busy={form.pending}>Save supplier</SubmitButton>
          <FormMessage saved={form.saved && "Supplier saved."} error={form.error} />
        </FormFooter>
      }
    >
      <SupplierFields supplier={supplier} fieldError={form.fieldError} />
    </Form>
  );
}
