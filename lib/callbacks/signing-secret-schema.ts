import { z } from "zod";
import { idInput } from "../input";

export const rotateSigningSecretInput = idInput.extend({
  overlap: z.enum(["1h", "24h", "3d", "7d"], { error: "Choose how long the old secret signs too." }),
});
export type RotateSigningSecretInput = z.output<typeof rotateSigningSecretInput>;

/** A token's signing secret in the clear, for an admin who asked for it. */
export type SigningSecret = { secret: string };

/** Whether the signing secret before the last rotation still signs, by the database's clock, and until when. */
export type SigningStatus = { overlapUntil: Date | null };
