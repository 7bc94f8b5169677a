import { z } from "zod";
import { ROLES, type Role } from "@/db/constants";
import { listParams } from "../table/list-params";

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

/** The URL of the user list. */
export const userList = listParams({
  sortable: ["name", "email", "role", "lastSignInAt", "createdAt"],
  defaultSort: "-lastSignInAt",
  filters: { role: z.enum(ROLES), state: z.enum(USER_STATES) },
});

/** A line of the user list. */
export type UserRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  state: UserState;
  /** How many browsers are signed in at the moment. */
  sessions: number;
  lastSignInAt: Date | null;
  disabledAt: Date | null;
  createdAt: Date;
};
