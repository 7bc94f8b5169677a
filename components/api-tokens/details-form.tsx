"use client";

import { DetailsFields } from "@/components/api-tokens/details-fields";
import { EditForm } from "@/components/api-tokens/edit-form";
import { useActionForm } from "@/components/form/use-action-form";
import { updateTokenDetailsAction } from "@/lib/api-tokens/actions";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { SupplierOption } from "@/lib/suppliers/schema";

export type DetailsFormProps = { token: TokenDetails; suppliers: SupplierOption[]; readOnly: boolean };

export function DetailsForm({ token, suppliers, readOnly }: DetailsFormProps) {
  const form = useActionForm(updateTokenDetailsAction);
  return (
    <EditForm form={form} hidden={{ id: token.id }} subject="details" readOnly={readOnly}>
      <DetailsFields suppliers={suppliers} token={token} fieldError={form.fieldError} />
    </EditForm>
  );
}
