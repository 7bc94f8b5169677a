import { AppError } from "../errors";

/**
 * Throws `conflict` when the secret that a rotation was asked for is no longer the current one: another rotation would
 * end the overlap that the first one promised, and keep a secret that nobody uses.
 */
export function requireSeenSecret(seen: string, current: string): void {
  if (seen === current) return;
  throw new AppError("conflict", "Somebody rotated this secret a moment ago. Look at it again.");
}
