import { DAY_MS } from "../format/durations";
import { instantParam, keysetParams } from "../table/keyset-params";

/** Refused calls that came with the same first characters of an unknown secret from the same address. */
export type UnknownSecretGroup = {
  /** The newest of the calls. */
  id: string;
  /** Null for calls that sent no secret, or nothing that looks like one. */
  secretPrefix: string | null;
  ip: string | null;
  calls: number;
  codes: string[];
  firstAt: Date;
  lastAt: Date;
};

export type UnknownSecretGroups = {
  groups: UnknownSecretGroup[];
  /** True when only the most frequent groups are shown. */
  hasMore: boolean;
  /** How many calls were grouped. */
  calls: number;
  /** Where grouping was broken off; null when all of the time are grouped. */
  countedFrom: Date | null;
};

/** The time whose calls are grouped. */
export type UnknownSecretQuery = { from: Date; to: Date };

/** The URL of the unknown secrets. */
export const unknownSecretList = keysetParams(
  { from: instantParam, to: instantParam },
  { single: ["from", "to"] },
);

/** The time that the URL asks for: the last 24 hours unless told. */
export function unknownSecretQuery(
  { filters }: { filters: { from: string[]; to: string[] } },
  now: Date,
): UnknownSecretQuery {
  const to = filters.to[0] === undefined ? now : new Date(filters.to[0]);
  const from = filters.from[0] === undefined ? new Date(to.getTime() - DAY_MS) : new Date(filters.from[0]);
  return { from, to };
}
