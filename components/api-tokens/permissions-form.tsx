"use client";

import { EditForm } from "@/components/api-tokens/edit-form";
import { PermissionsFields } from "@/components/api-tokens/permissions-fields";
import { useEditForm } from "@/components/api-tokens/use-edit-form";
import { updateTokenPermissionsAction } from "@/lib/api-tokens/actions";
import { FIELD_LABELS, type TokenDetails } from "@/lib/api-tokens/schema";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";

export type PermissionsFormProps = { token: TokenDetails; numbers: ManagedNumberOption[]; readOnly: boolean };

export function PermissionsForm({ token, numbers, readOnly }: PermissionsFormProps) {
  const form = useEditForm(updateTokenPermissionsAction, token, (shown) => shown.versions.permissions);
  return (
    <EditForm
      form={form}
      fixed={{ id: token.id }}
      subject="permissions"
      labels={FIELD_LABELS}
      readOnly={readOnly}
    >
      <PermissionsFields numbers={numbers} token={form.shown} fieldError={form.fieldError} />
    </EditForm>
  );
}
