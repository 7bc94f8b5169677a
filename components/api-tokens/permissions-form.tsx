"use client";

import { useState } from "react";
import { PermissionsFields } from "@/components/api-tokens/permissions-fields";
import { EditForm } from "@/components/form/edit-form";
import { useEditForm } from "@/components/form/use-edit-form";
import { updateTokenPermissionsAction } from "@/lib/api-tokens/actions";
import type { Permission, PermissionRoutes } from "@/lib/api-tokens/permissions";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { FIELD_LABELS } from "@/lib/api-tokens/words";
import type { ManagedNumberOption } from "@/lib/managed-numbers/schema";

export type PermissionsFormProps = {
  token: TokenDetails;
  numbers: ManagedNumberOption[];
  routes: PermissionRoutes;
  unused: Permission[];
  readOnly: boolean;
};

type SectionProps = PermissionsFormProps & { onRevoked: () => void };

function PermissionsSection({ token, numbers, routes, unused, readOnly, onRevoked }: SectionProps) {
  const form = useEditForm(updateTokenPermissionsAction, token, (shown) => shown.versions.permissions);
  // Beginning anew would lose what is not saved yet; the switch itself is there for that.
  const canRevoke = !readOnly && !form.dirty;
  return (
    <EditForm
      form={form}
      fixed={{ id: token.id }}
      subject="permissions"
      labels={FIELD_LABELS}
      readOnly={readOnly}
    >
      <PermissionsFields
        numbers={numbers}
        routes={routes}
        token={form.shown}
        fieldError={form.fieldError}
        unused={{ tokenId: token.id, permissions: unused, canRevoke, onRevoked }}
        preview={!readOnly}
      />
    </EditForm>
  );
}

/** The section Permissions; it begins anew when a permission was switched off beside it. */
export function PermissionsForm(props: PermissionsFormProps) {
  const [revision, setRevision] = useState(0);
  return <PermissionsSection key={revision} {...props} onRevoked={() => setRevision((n) => n + 1)} />;
}
