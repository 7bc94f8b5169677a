import { createHash } from "node:crypto";
import { AppError } from "./errors";

const LENGTH = 22;

/**
 * The version of one section of settings, a hash of its values: what an edit form was rendered with and is saved
 * against. The values and not the row's `updated_at`, so that admins who work on different tabs, a pause or a rotation
 * do not disturb each other, and a change that was taken back is none.
 */
export function sectionVersion(values: Record<string, unknown>): string {
  const sorted = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("base64url").slice(0, LENGTH);
}

/**
 * Throws `conflict` when the section is not what its editor saw; without a version the editor has seen nothing, and the
 * last save wins.
 */
export function requireSameVersion(seen: string | undefined, stored: string, what: string): void {
  if (seen === undefined || seen === stored) return;
  throw new AppError(
    "conflict",
    `Somebody changed ${what} meanwhile. Nothing was saved. Reload to see it; what you typed is kept until then.`,
  );
}
