import type { Role } from "@/db/constants";

function valueAt(claims: Record<string, unknown>, path: string): unknown {
  let value: unknown = claims;
  for (const key of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** The groups that an identity provider names in a claim: a text, a list of texts, also inside objects by `a.b`. */
export function groupsFromClaims(claims: Record<string, unknown>, claim: string): string[] {
  const value = claims[claim] ?? valueAt(claims, claim);
  if (typeof value === "string") return [value];
  if (!Array.isArray(value)) return [];
  return value.filter((item): item is string => typeof item === "string");
}

export type RoleGroups = { admin: readonly string[]; manager: readonly string[] };

/** The highest role that the groups give, or null for somebody who has no business here. */
export function roleFromGroups(groups: readonly string[], roleGroups: RoleGroups): Role | null {
  if (groups.some((group) => roleGroups.admin.includes(group))) return "admin";
  if (groups.some((group) => roleGroups.manager.includes(group))) return "manager";
  return null;
}
