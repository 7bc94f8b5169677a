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

// A process has one key, and reading it costs more than opening a secret with it.
let lastRead: { text: string; key: Key } | null = null;

function readKey(text: string): Key {
  if (lastRead?.text === text) return lastRead.key;
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== KEY_BYTES) throw new Error(`An encryption key must be ${KEY_BYTES} bytes in base64.`);
  const id = createHash("sha256").update(bytes).digest("hex").slice(0, 8);
  lastRead = { text, key: { object: createSecretKey(bytes), id } };
  return lastRead.key;
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

/** Opens what `encrypt` sealed. Throws an Error that says so when the key is another one or the text was altered. */
export function decrypt(text: string, key: string): string {
  const { object, id } = readKey(key);
  const [version, sealedWith, body] = text.split(".");
  if (version !== VERSION || sealedWith === undefined || body === undefined)
    throw new Error("The encrypted text is not in a known format.");
  if (sealedWith !== id)
    throw new Error(`The text was encrypted with the key ${sealedWith}, but the key in use is ${id}.`);
  const sealed = Buffer.from(body, "base64url");
  if (sealed.length < IV_BYTES + TAG_BYTES) throw new Error("The encrypted text is cut off.");
  const decipher = createDecipheriv("aes-256-gcm", object, sealed.subarray(0, IV_BYTES));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    const plain = decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES));
    return Buffer.concat([plain, decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Error("The encrypted text was altered or is damaged.", { cause });
  }
}
