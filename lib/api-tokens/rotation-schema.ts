import { z } from "zod";

export const rotateSecretInput = z.object({
  id: z.uuid(),
  /** The last four characters of the secret that the editor saw as the current one. */
  seenHint: z.string().max(4),
  overlap: z.enum(["now", "1h", "24h", "7d"], { error: "Choose how long the old secret is served." }),
});
export type RotateSecretInput = z.output<typeof rotateSecretInput>;

/** The answer of a rotation, which alone holds the new secret; `overlaps` while the old one is served beside it. */
export type RotatedSecret = { secret: string; overlaps: boolean };

/** A secret in use: the calls that came with it since a moment, and the newest of them. */
export type SecretUse = {
  /** Its last four characters. */
  hint: string;
  /** At most one above `MAX_COUNTED_CALLS`. */
  calls: number;
  lastUsedAt: Date | null;
  lastIp: string | null;
};

/** How an overlap ended: by the first served call with the new secret, in time, by an admin, or with the rotation. */
export type OverlapEnd = "first_use" | "deadline" | "stopped" | "at_once";

/** A rotation whose old secret is served until then, and who came with which secret since. */
export type RunningRotation = { end: null; until: Date; oldSecret: SecretUse; newSecret: SecretUse };

/** A rotation that is over, and who still comes with a secret that it or an earlier one replaced. */
export type EndedRotation = {
  end: OverlapEnd;
  rotatedAt: Date;
  /** When the old secret stopped. */
  until: Date;
  oldHint: string;
  refused: SecretUse | null;
};

export type RotationStatus = RunningRotation | EndedRotation;
