import type { Role } from "@/db/constants";

/** In order of precedence: a user is in the first state whose condition holds. */
export const USER_STATES = ["disabled", "signed_in", "signed_out"] as const;
export type UserState = (typeof USER_STATES)[number];

/** The states in words. */
export const USER_STATE_LABELS: Record<UserState, string> = {
  disabled: "Disabled",
  signed_in: "Signed in",
  signed_out: "Signed out",
};

/** The roles in words. */
export const ROLE_LABELS: Record<Role, string> = { admin: "Admin", manager: "Manager" };
