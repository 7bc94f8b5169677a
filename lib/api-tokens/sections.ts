import { sectionVersion } from "../section-version";
import type { TokenRow } from "./schema";

type Details = Pick<
  TokenRow,
  "supplierId" | "name" | "note" | "activatesAt" | "expiresAt" | "allowedIps" | "rateLimitPerMinute"
>;
type Rights = Pick<TokenRow, "permissions" | "seesAllNumbers" | "masksContacts"> & { numberIds: string[] };

/** The fields of the section Details and no others, by which its versions and changes are told. */
export function detailsOf(token: Details): Details {
  const { supplierId, name, note, activatesAt, expiresAt, allowedIps, rateLimitPerMinute } = token;
  return { supplierId, name, note, activatesAt, expiresAt, allowedIps, rateLimitPerMinute };
}

/** The fields of the section Permissions and no others, lists in a fixed order; one that sees all has no numbers. */
export function rightsOf(token: Rights): Rights {
  const { permissions, seesAllNumbers, masksContacts, numberIds } = token;
  return {
    permissions: permissions.toSorted(),
    seesAllNumbers,
    masksContacts,
    numberIds: seesAllNumbers ? [] : numberIds.toSorted(),
  };
}

/** The versions of a token's sections, which their forms carry. */
export function tokenVersions(token: Details & Rights): { details: string; permissions: string } {
  return { details: sectionVersion(detailsOf(token)), permissions: sectionVersion(rightsOf(token)) };
}
