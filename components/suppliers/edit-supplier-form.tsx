"use client";

import { EditForm } from "@/components/form/edit-form";
import { useEditForm } from "@/components/form/use-edit-form";
import { SupplierFields } from "@/components/suppliers/supplier-fields";
import { updateSupplierAction } from "@/lib/suppliers/actions";
import type { SupplierDetails } from "@/lib/suppliers/schema";

const LABELS = { name: "name", contactEmail: "contact e-mail", note: "note" };

export function EditSupplierForm({ supplier }: { supplier: SupplierDetails }) {
  const form = useEditForm(updateSupplierAction, supplier, (shown) => shown.version);
  return (
    <EditForm form={form} fixed={{ id: supplier.id }} subject="supplier" labels={LABELS}>
      <SupplierFields supplier={form.shown} fieldError={form.fieldError} />
    </EditForm>
  );
}
