import { PERMISSIONS, type Permission } from "../constants";

/** What is to be known of a seeded token; times are days from now, the past negative. */
export type TokenPlan = {
  supplier: number;
  name: string;
  created: number;
  /** Letters of the permissions: c(onversations), l(ocations), e(xport). */
  rights: string;
  /** Letters of the permissions that its programs make use of; of all that it has unless told. */
  uses?: string;
  activates?: number;
  expires?: number;
  paused?: number;
  deleted?: number;
  /** Places of the managed numbers that it sees; all unless told. */
  numbers?: readonly number[];
  masks?: boolean;
  ips?: readonly string[];
  note?: string;
  /** Its share of the request log; none was never used in it. */
  traffic?: number;
  /** Last use, when that was before the request log begins. */
  lastUsed?: number;
};

/** The places of the suppliers in their list. */
export const MERIDIAN = 0;
export const NORDLYS = 1;
export const TRAMONTANA = 2;
export const KESTREL = 3;
export const CORBEAU = 4;
export const WEIDENBACH = 5;

const LETTERS: Record<string, Permission> = { c: PERMISSIONS[0], l: PERMISSIONS[1], e: PERMISSIONS[2] };

/** The name of the token that demonstrations use. */
export const DEMO_TOKEN_NAME = "Orders sync";

/** Reads the letters of a plan's rights. */
export function permissionsOf(rights: string): Permission[] {
  return [...rights].flatMap((letter) => LETTERS[letter] ?? []);
}
