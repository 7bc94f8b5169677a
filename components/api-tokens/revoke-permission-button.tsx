"use client";

import { useState, useTransition } from "react";
import { answering } from "@/components/form/answering";
import { FormMessage } from "@/components/form/form-message";
import { Button } from "@/components/ui/button";
import { revokePermissionAction } from "@/lib/api-tokens/actions";
import { PERMISSION_LABELS, type Permission } from "@/lib/api-tokens/permissions";

export type RevokePermissionButtonProps = {
  tokenId: string;
  permission: Permission;
  onRevoked?: () => void;
};

/** Switches one permission off at once; it can be switched on again under Permissions. */
export function RevokePermissionButton({ tokenId, permission, onRevoked }: RevokePermissionButtonProps) {
  const [busy, startTransition] = useTransition();
  const [error, setError] = useState<string>();
  // Not by an effect: the fresh page that comes with the answer may have no place for this button any more.
  const revoke = () =>
    startTransition(async () => {
      const result = await answering(revokePermissionAction)(null, { id: tokenId, permission });
      if (result.ok) startTransition(() => onRevoked?.());
      else setError(result.error.message);
    });
  return (
    <>
      <Button size="sm" variant="outline" busy={busy} onClick={revoke}>
        Switch off {PERMISSION_LABELS[permission]}
      </Button>
      <FormMessage error={busy ? undefined : error} />
    </>
  );
}
