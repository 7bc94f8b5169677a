"use client";

import { DetailsFields } from "@/components/api-tokens/details-fields";
import { EditForm } from "@/components/form/edit-form";
import { useEditForm } from "@/components/form/use-edit-form";
import { updateTokenDetailsAction } from "@/lib/api-tokens/actions";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { FIELD_LABELS } from "@/lib/api-tokens/words";
import type { SupplierOption } from "@/lib/suppliers/schema";

export type DetailsFormProps = { token: TokenDetails; suppliers: SupplierOption[]; readOnly: boolean };

export function DetailsForm({ token, suppliers, readOnly }: DetailsFormProps) {
  const form = useEditForm(updateTokenDetailsAction, token, (shown) => shown.versions.details);
  return (
    <EditForm
      form={form}
      fixed={{ id: token.id }}
      subject="details"
      labels={FIELD_LABELS}
      readOnly={readOnly}
    >
      <DetailsFields isNew={false} suppliers={suppliers} token={form.shown} fieldError={form.fieldError} />
    </EditForm>
  );
}
