import { createHash, randomInt } from "node:crypto";
import { crc32 } from "node:zlib";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const PREFIX = "wtp_";
const RANDOM_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const BODY_LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;
const SHAPE = /^wtp_[0-9A-Za-z]{38}$/;
const LONG_RUN = /[0-9A-Za-z]{38,}/g;

function base62(value: number, length: number): string {
  let text = "";
  let rest = value;
  while (text.length < length) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function checksum(body: string): string {
  return base62(crc32(body), CHECKSUM_LENGTH);
}

/**
 * Makes a secret: `wtp_`, 32 random base62 characters (190 bits) and the CRC-32 of these in 6 base62 characters,
 * so that a scanner can tell a real one offline.
 */
export function createSecret(randomIndex: (below: number) => number = (n) => randomInt(n)): string {
  let body = "";
  for (let i = 0; i < RANDOM_LENGTH; i++) body += ALPHABET.charAt(randomIndex(62));
  return PREFIX + body + checksum(body);
}

/** True when the text has a secret's shape and its checksum holds; says nothing about whether it is known. */
export function isWellFormedSecret(text: string): boolean {
  if (!SHAPE.test(text)) return false;
  const body = text.slice(PREFIX.length, PREFIX.length + RANDOM_LENGTH);
  return text.endsWith(checksum(body));
}

/**
 * The text with a mask for each secret that lacks its `wtp_`, by its checksum; letters and digits may touch it on one
 * side. Nothing else is masked, but for one text in four billion.
 */
export function maskBareSecrets(text: string, mask: string): string {
  return text.replace(LONG_RUN, (run) => {
    const [first, last] = [run.slice(0, BODY_LENGTH), run.slice(-BODY_LENGTH)];
    if (isWellFormedSecret(PREFIX + first)) return mask + run.slice(BODY_LENGTH);
    return isWellFormedSecret(PREFIX + last) ? run.slice(0, -BODY_LENGTH) + mask : run;
  });
}

/** What is stored of a secret: lower-case hex SHA-256. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** The last four characters, by which people tell tokens apart. */
export function secretHint(secret: string): string {
  return secret.slice(-4);
}

/** The part of an unknown secret that may be logged: 8 characters, and of a short one a quarter, too little to be of use. */
export function loggablePrefix(text: string): string {
  return text.slice(0, Math.min(8, Math.floor(text.length / 4))).replace(/[^\x21-\x7e]/g, "?");
}
