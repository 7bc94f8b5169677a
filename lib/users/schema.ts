import { z } from "zod";
import { ROLES, type Role } from "@/db/constants";
import { listParams } from "../table/list-params";
import { USER_STATES, type UserState } from "./words";

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
