import type { SeedDeps } from "@/db/seed/deps";
import { createSecret, hashSecret, secretHint } from "@/lib/api-tokens/secret";
import { encrypt } from "@/lib/encryption";
import { createSigningSecret } from "@/lib/signing-secrets/secret";

/** What the seed needs of the product. The secrets are truly random, so nobody can know them from this code. */
export function seedDeps(options: { now: Date; encryptionKey: string; receiverUrl?: string }): SeedDeps {
  const { encryptionKey, ...rest } = options;
  return {
    ...rest,
    createSecret: () => createSecret(),
    hashSecret,
    secretHint,
    createSigningSecret: () => createSigningSecret(),
    encryptSigningSecret: (plain) => encrypt(plain, encryptionKey),
  };
}
