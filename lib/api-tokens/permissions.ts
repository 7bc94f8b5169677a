import { PERMISSIONS, type Permission } from "@/db/constants";

export type { Permission };

/** The permissions in words: what the pages, refusals and Excel call them. */
export const PERMISSION_LABELS: Record<Permission, string> = {
  "conversations:read": "Read conversations",
  "locations:read": "Read locations",
  "data:export": "Data export",
};

/** The words of a permission as the logs keep it; one that this version does not know stands for itself. */
export function permissionLabel(permission: string): string {
  return Object.hasOwn(PERMISSION_LABELS, permission)
    ? PERMISSION_LABELS[permission as Permission]
    : permission;
}

/** The permissions in one word each, for where there is little room. */
export const PERMISSION_WORDS: Record<Permission, string> = {
  "conversations:read": "Conversations",
  "locations:read": "Locations",
  "data:export": "Export",
};

const PERMISSION_DESCRIPTIONS: Record<Permission, string> = {
  "conversations:read": "Read conversations and their messages, and receive their text in callbacks.",
  "locations:read":
    "Read positions that contacts sent; callbacks carry them where Read conversations is on as well.",
  "data:export":
    "Download conversations and messages as files, and with Read locations also positions. It needs no Read conversations.",
};

/** The routes of the public API that each permission opens, below `/api/v1`, as the routes themselves declare. */
export type PermissionRoutes = Record<Permission, readonly string[]>;

/** A permission is unused when it was not used for this many days. */
export const UNUSED_AFTER_DAYS = 30;

/** Every permission with its words, in the order in which they are shown. */
export const PERMISSION_CHOICES = PERMISSIONS.map((permission) => ({
  permission,
  label: PERMISSION_LABELS[permission],
  description: PERMISSION_DESCRIPTIONS[permission],
}));
