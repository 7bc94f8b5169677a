"use client";

import { EditForm } from "@/components/api-tokens/edit-form";
import { useActionForm } from "@/components/form/use-action-form";
import { SupplierFields } from "@/components/suppliers/supplier-fields";
import { updateSupplierAction } from "@/lib/suppliers/actions";
import type { SupplierRow } from "@/lib/suppliers/schema";

export function EditSupplierForm({ supplier }: { supplier: SupplierRow }) {
  const form = useActionForm(updateSupplierAction);
  return (
    <EditForm form={form} hidden={{ id: supplier.id }} subject="supplier" readOnly={false}>
      <SupplierFields supplier={supplier} fieldError={form.fieldError} />
    </EditForm>
  );
}
