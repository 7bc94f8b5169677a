import { createHash, timingSafeEqual } from "node:crypto";

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** True when both texts are equal; the time it takes tells nothing of either, not even a length. */
export function equalsSecretly(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}
