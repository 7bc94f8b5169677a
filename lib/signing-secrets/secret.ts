import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { decrypt } from "../encryption";

const PREFIX = "whsec_";
const SECRET_BYTES = 32;
const MOST_OPEN_KEYS = 10_000;

/** A new random signing secret in the form of Standard Webhooks: `whsec_` and 32 bytes in base64. */
export function createSigningSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/** The key of a signing secret. Throws when it is not one. */
export function signingKey(secret: string): KeyObject {
  const key = secret.startsWith(PREFIX)
    ? Buffer.from(secret.slice(PREFIX.length), "base64")
    : Buffer.alloc(0);
  if (key.length < 24 || key.length > 64) throw new Error("This is not a signing secret.");
  return createSecretKey(key);
}

/** Opens encrypted signing secrets and keeps their keys, for a worker needs the same ones all the time. */
export function createKeyOpener(encryptionKeys: readonly string[]): (sealedSecret: string) => KeyObject {
  const keys = new Map<string, KeyObject>();
  return (sealedSecret) => {
    const known = keys.get(sealedSecret);
    if (known) return known;
    const key = signingKey(decrypt(sealedSecret, ...encryptionKeys));
    if (keys.size >= MOST_OPEN_KEYS) keys.clear();
    keys.set(sealedSecret, key);
    return key;
  };
}
