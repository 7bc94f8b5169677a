import { RevokePermissionButton } from "@/components/api-tokens/revoke-permission-button";
import { UnusedBadge } from "@/components/api-tokens/unused-badge";
import { PERMISSION_LABELS, type Permission } from "@/lib/api-tokens/permissions";

export type UnusedPermissionsProps = {
  tokenId: string;
  permissions: readonly Permission[];
  canWrite: boolean;
};

/** The permissions that nobody used for a while, each with the way to switch it off for who may. */
export function UnusedPermissions({ tokenId, permissions, canWrite }: UnusedPermissionsProps) {
  if (permissions.length === 0) return null;
  return (
    <ul className="mt-1.5 grid gap-1.5">
      {permissions.map((permission) => (
        <li key={permission} className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {PERMISSION_LABELS[permission]}
          <UnusedBadge />
          {canWrite && <RevokePermissionButton tokenId={tokenId} permission={permission} />}
        </li>
      ))}
    </ul>
  );
}
