"use client";

import { RevokePermissionButton } from "@/components/api-tokens/revoke-permission-button";
import { UnusedBadge } from "@/components/api-tokens/unused-badge";
import { SwitchRow } from "@/components/form/switch-row";
import type { PERMISSION_CHOICES } from "@/lib/api-tokens/permissions";

type Choice = (typeof PERMISSION_CHOICES)[number];

/** The token that has not used a permission for a while; `canRevoke` for who may switch it off at once. */
export type UnusedBy = { tokenId: string; canRevoke: boolean; onRevoked: () => void };

export type PermissionSwitchProps = {
  choice: Choice;
  /** The routes of the API that it opens. */
  routes: readonly string[];
  checked: boolean;
  onChange: (checked: boolean) => void;
  unusedBy?: UnusedBy;
};

function Routes({ routes }: { routes: readonly string[] }) {
  if (routes.length === 0) return null;
  return (
    <span className="mt-1 flex flex-wrap gap-x-3 text-xs">
      <span>Opens</span>
      {routes.map((route) => (
        <code key={route} className="font-mono break-all">
          GET {route}
        </code>
      ))}
    </span>
  );
}

/** One permission with the routes that it opens, and a word when nobody uses it. */
export function PermissionSwitch({ choice, routes, checked, onChange, unusedBy }: PermissionSwitchProps) {
  const { permission, label, description } = choice;
  return (
    <div className="grid gap-1.5">
      <SwitchRow
        name="permissions[]"
        value={permission}
        title={label}
        description={
          <>
            {description}
            <Routes routes={routes} />
          </>
        }
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {unusedBy && checked && (
        <div className="flex flex-wrap items-center gap-2 px-4 pb-1">
          <UnusedBadge />
          {unusedBy.canRevoke && (
            <RevokePermissionButton
              tokenId={unusedBy.tokenId}
              permission={permission}
              onRevoked={unusedBy.onRevoked}
            />
          )}
        </div>
      )}
    </div>
  );
}
