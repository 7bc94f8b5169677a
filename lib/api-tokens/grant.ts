import type { Permission } from "@/db/constants";
import { AppError } from "../errors";
import { PERMISSION_LABELS } from "./permissions";
import type { VisibilitySettings } from "./schema";

/** What a token may do and see: all that a read on its behalf has to know. */
export type Grant = {
  tokenId: string;
  permissions: readonly Permission[];
  /** Ids of the managed numbers that it sees; null means all of them. */
  numberIds: readonly string[] | null;
  masksContacts: boolean;
};

/** The grant that authentication would make of these settings; whose it is plays no part in what is read. */
export function grantOf({
  permissions,
  seesAllNumbers,
  numberIds,
  masksContacts,
}: VisibilitySettings): Grant {
  return {
    tokenId: "",
    permissions,
    numberIds: seesAllNumbers ? null : numberIds,
    masksContacts,
  };
}

/** True when `now` still allows and shows all that `before` did, and as clearly. */
export function stillCovers(now: Grant, before: Grant): boolean {
  const seen = now.numberIds && new Set(now.numberIds);
  const seesAsMuch = seen === null || before.numberIds?.every((id) => seen.has(id)) === true;
  const seesAsClearly = before.masksContacts || !now.masksContacts;
  return seesAsMuch && seesAsClearly && before.permissions.every((permission) => allows(now, permission));
}

/** True when the token has the permission. */
export function allows(grant: Grant, permission: Permission): boolean {
  return grant.permissions.includes(permission);
}

/** Lets a token with the permission pass, or any when none is needed; throws `permission_missing`. */
export function requirePermission(grant: Grant, permission: Permission | null): void {
  if (permission === null || allows(grant, permission)) return;
  throw new AppError(
    "permission_missing",
    `This token lacks the permission "${PERMISSION_LABELS[permission]}". Ask its admin to switch it on.`,
    { missingPermission: permission },
  );
}
