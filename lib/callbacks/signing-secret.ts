import { randomBytes } from "node:crypto";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;

/** A new random signing secret in the form of Standard Webhooks: `whsec_` and 32 bytes in base64. */
export function createSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** The key bytes of a signing secret. Throws when it is not one. */
export function signingKey(secret: string): Buffer {
  const key = secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), "base64")
    : Buffer.alloc(0);
  if (key.length < 24 || key.length > 64) throw new Error("This is not a signing secret.");
  return key;
}
