"use client";

import { EditForm } from "@/components/api-tokens/edit-form";
import { PermissionsFields } from "@/components/api-tokens/permissions-fields";
import { useActionForm } from "@/components/form/use-action-form";
import { updateTokenPermissionsAction } from "@/lib/api-tokens/actions";
import type { Permission } from "@/lib/api-tokens/permissions";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";

export type PermissionsFormProps = {
  token: TokenDetails;
  numbers: ManagedNumberOption[];
  unused: Permission[];
  readOnly: boolean;
};

export function PermissionsForm({ token, numbers, unused, readOnly }: PermissionsFormProps) {
  const form = useActionForm(updateTokenPermissionsAction);
  return (
    <EditForm form={form} hidden={{ id: token.id }} subject="permissions" readOnly={readOnly}>
      <PermissionsFields
        numbers={numbers}
        token={token}
        fieldError={form.fieldError}
        unused={{ tokenId: token.id, permissions: unused, canRevoke: !readOnly }}
        preview={!readOnly}
      />
    </EditForm>
  );
}
