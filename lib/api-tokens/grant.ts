import type { Permission } from "@/db/constants";

/** What a token may do and see: all that a read on its behalf has to know. */
export type Grant = {
  tokenId: string;
  supplierId: string;
  permissions: readonly Permission[];
  /** Ids of the managed numbers that it sees; null means all of them. */
  numberIds: readonly string[] | null;
  masksContacts: boolean;
};

/** True when the token has the permission. */
export function allows(grant: Grant, permission: Permission): boolean {
  return grant.permissions.includes(permission);
}
