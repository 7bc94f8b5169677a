import { z } from "zod";

/** For how many hours the old secret is served beside the new one, by the choices that there are. */
export const OVERLAP_HOURS = { now: 0, "1h": 1, "24h": 24, "7d": 168 } as const;

export type Overlap = keyof typeof OVERLAP_HOURS;

export const rotateSecretInput = z.object({
  id: z.uuid(),
  overlap: z.enum(["now", "1h", "24h", "7d"], { error: "Choose how long the old secret is served." }),
});
export type RotateSecretInput = z.output<typeof rotateSecretInput>;

/** A secret in use: the calls that came with it since the rotation, and the newest of them. */
export type SecretUse = {
  /** Its last four characters. */
  hint: string;
  calls: number;
  lastUsedAt: Date | null;
  lastIp: string | null;
};

/** How an overlap ended: by the first served call with the new secret, in time, by an admin, or with the rotation. */
export type OverlapEnd = "first_use" | "deadline" | "stopped" | "at_once";

/** How a token's last rotation goes on, or how it ended. */
export type RotationStatus = {
  rotatedAt: Date;
  /** When the old secret stops or stopped being served. */
  until: Date;
  /** Null while the old secret is served. */
  end: OverlapEnd | null;
  oldSecret: SecretUse;
  newSecret: SecretUse;
  /** Calls with any replaced secret that were refused since the rotation, and the newest of them. */
  refused: SecretUse | null;
};
