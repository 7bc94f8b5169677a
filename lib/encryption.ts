import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from "node:crypto";

const VERSION = "v1";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

type Key = { object: KeyObject; id: string };

// A process has few keys, and reading one costs more than opening a secret with it.
const readKeys = new Map<string, Key>();

function readKey(text: string): Key {
  const known = readKeys.get(text);
  if (known) return known;
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== KEY_BYTES) throw new Error(`An encryption key must be ${KEY_BYTES} bytes in base64.`);
  const id = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  const key = { object: createSecretKey(bytes), id };
  readKeys.set(text, key);
  return key;
}

/** What tells a key from others and says nothing of it: 8 hex digits of its SHA-256. */
export function keyId(key: string): string {
  return readKey(key).id;
}

/** What every text begins with that was sealed with a key of that id. */
export function sealedPrefix(id = ""): string {
  return id === "" ? `${VERSION}.` : `${VERSION}.${id}.`;
}

/**
 * Seals a text with AES-256-GCM under a random nonce; `key` is 32 bytes in base64. The result is
 * `v1.<key id>.<nonce, sealed text and tag in base64url>`, of which the key id tells which key is needed.
 */
export function encrypt(plain: string, key: string): string {
  const { object, id } = readKey(key);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", object, iv);
  const sealed = Buffer.concat([iv, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return `${VERSION}.${id}.${sealed.toString("base64url")}`;
}

/**
 * Opens what `encrypt` sealed, with the one of the keys that the text names. Throws an Error that says so when it is none
 * of them or the text was altered.
 */
export function decrypt(text: string, ...keys: readonly string[]): string {
  const [version, sealedWith, body] = text.split(".");
  if (version !== VERSION || sealedWith === undefined || body === undefined)
    throw new Error("The encrypted text is not in a known format.");
  const known = keys.map(readKey);
  const key = known.find(({ id }) => id === sealedWith);
  if (!key)
    throw new Error(
      `The text was encrypted with the key ${sealedWith}, but the key in use is ${known.map(({ id }) => id).join(", ")}.`,
    );
  const sealed = Buffer.from(body, "base64url");
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error("The encrypted text is cut off.");
  const decipher = createDecipheriv("aes-256-gcm", key.object, sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plain = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Error("The encrypted text was altered or is damaged.", { cause });
  }
}
