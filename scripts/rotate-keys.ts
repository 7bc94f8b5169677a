import { database } from "@/lib/database";
import { encryptionKeys, env } from "@/lib/env";
import { formatCount } from "@/lib/format/numbers";
import { assertReadableSecrets, listFormerKeyIds } from "@/lib/signing-secrets/key-check";
import { rotateEncryptionKeys } from "@/lib/signing-secrets/key-rotation";

const db = database();
const keys = encryptionKeys(env());
await assertReadableSecrets(db, keys);
const tokens = await rotateEncryptionKeys(db, keys);
console.log(
  `The signing secrets of ${formatCount(tokens, "token")} were encrypted with the ENCRYPTION_KEY anew.`,
);
const left = await listFormerKeyIds(db, keys);
await db.$client.end({ timeout: 5 });
if (left.length > 0) {
  console.error(
    `A server still encrypts with the former key ${left.join(", ")}. Restart it, then run this again.`,
  );
  process.exit(1);
}
console.log("ENCRYPTION_KEY_PREVIOUS is not needed any more.");
