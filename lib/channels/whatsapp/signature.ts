import { createHmac, timingSafeEqual } from "node:crypto";

const HEADER = /^sha256=([0-9a-f]{64})$/i;

/** True when `X-Hub-Signature-256` has the form of a signature. */
export function isSignature(header: string | null): header is string {
  return HEADER.test(header ?? "");
}

/** True when `X-Hub-Signature-256` is the HMAC-SHA256 of exactly these bytes; compared in constant time. */
export function isSignedBy(secret: string, body: Uint8Array, header: string | null): boolean {
  const hex = HEADER.exec(header ?? "")?.[1];
  if (hex === undefined) return false;
  const expected = createHmac("sha256", secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(hex, "hex"));
}
