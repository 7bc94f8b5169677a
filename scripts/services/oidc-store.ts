import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Adapter, AdapterPayload, JWK } from "oidc-provider";

const SWEEP_ABOVE = 2_000;

/** Makes adapters that keep everything in this process's memory until it expires. */
export function memoryAdapter(): (model: string) => Adapter {
  const entries = new Map<string, { payload: AdapterPayload; expiresAt: number }>();
  const alive = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > Date.now() ? entry.payload : undefined;
  };
  const findBy = (prefix: string, field: "uid" | "userCode", value: string) => {
    for (const [key, { payload }] of entries) {
      if (key.startsWith(prefix) && payload[field] === value) return alive(key);
    }
    return undefined;
  };
  const sweep = () => {
    for (const key of entries.keys()) if (!alive(key)) entries.delete(key);
  };
  return (model) => {
    const prefix = `${model}:`;
    return {
      async upsert(id, payload, expiresIn) {
        if (entries.size > SWEEP_ABOVE) sweep();
        const expiresAt = expiresIn ? Date.now() + expiresIn * 1000 : Number.POSITIVE_INFINITY;
        entries.set(prefix + id, { payload, expiresAt });
      },
      find: async (id) => alive(prefix + id),
      findByUid: async (uid) => findBy(prefix, "uid", uid),
      findByUserCode: async (userCode) => findBy(prefix, "userCode", userCode),
      async consume(id) {
        const payload = alive(prefix + id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      async destroy(id) {
        entries.delete(prefix + id);
      },
      async revokeByGrantId(grantId) {
        for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      },
    };
  };
}

/**
 * The signing key of an RS256 key file, which is created private to its owner when absent; without a file the key is
 * new each time.
 */
export async function signingKey(jwksFile: string | undefined): Promise<JWK> {
  if (jwksFile !== undefined) {
    const text = await readFile(jwksFile, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    const key = text === undefined ? undefined : (JSON.parse(text) as { keys: JWK[] }).keys[0];
    if (key) return key;
  }
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" } as JWK;
  if (jwksFile !== undefined) {
    await mkdir(dirname(jwksFile), { recursive: true });
    await writeFile(`${jwksFile}.draft`, JSON.stringify({ keys: [key] }), { mode: 0o600 });
    await rename(`${jwksFile}.draft`, jwksFile);
  }
  return key;
}

/** The secret that signs cookies, derived from the signing key, so that both live equally long. */
export function cookieSecret(key: JWK): string {
  return createHash("sha256")
    .update(`cookies:${JSON.stringify(key)}`)
    .digest("base64url");
}

/** The identifier that a person has with this provider: always the same for the same e-mail address. */
export function subjectOf(email: string): string {
  return createHash("sha256").update(email.toLowerCase()).digest("hex").slice(0, 32);
}
