import { sectionVersion } from "../section-version";

/** The version of a signing secret as it is stored, which tells nothing of the secret; a rotation is held against it. */
export function signingSecretVersion(encrypted: string): string {
  return sectionVersion({ encrypted });
}
