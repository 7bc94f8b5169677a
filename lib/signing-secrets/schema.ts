import { z } from "zod";
import { idInput } from "../input";

export const rotateSigningSecretInput = idInput.extend({
  /** The version of the secret that the editor saw as the current one. */
  version: z.string().max(64),
  overlap: z.enum(["1h", "24h", "3d", "7d"], { error: "Choose how long the old secret signs too." }),
});
export type RotateSigningSecretInput = z.output<typeof rotateSigningSecretInput>;

/** A token's signing secret in the clear, for an admin who asked for it. */
export type SigningSecret = { secret: string };

/** The version of a token's signing secret, and until when the one before it signs too, by the database's clock. */
export type SigningStatus = { version: string; overlapUntil: Date | null };
