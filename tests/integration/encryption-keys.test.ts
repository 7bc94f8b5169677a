import { randomBytes } from "node:crypto";
import { asc } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { decrypt, encrypt, keyId } from "@/lib/encryption";
import { assertReadableSecrets, listFormerKeyIds } from "@/lib/signing-secrets/key-check";
import { rotateEncryptionKeys } from "@/lib/signing-secrets/key-rotation";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { addSupplier, addTokenRows } from "../support/admin";
import { eventually, isLockAwaited, openWorld } from "./callbacks-fixtures";

const [old, current, foreign] = Array.from({ length: 3 }, () => randomBytes(32).toString("base64")) as [
  string,
  string,
  string,
];

let world: Awaited<ReturnType<typeof openWorld>>;
let db: Database;
let supplierId: string;

beforeAll(async () => {
  world = await openWorld();
  db = world.db;
});

afterAll(() => world.close());

beforeEach(async () => {
  await db.$client`truncate api_tokens cascade`;
  supplierId = await addSupplier(db, "Acme");
});

type Sealing = { signing: string; previous?: string };

/** Stores a token per item, with secrets that these keys seal; they are answered in the clear. */
async function addSealed(sealings: Sealing[]): Promise<{ signing: string; previous: string | null }[]> {
  const plain = sealings.map(({ previous }) => ({
    signing: createSigningSecret(),
    previous: previous === undefined ? null : createSigningSecret(),
  }));
  await addTokenRows(
    db,
    sealings.map(({ signing, previous }, i) => ({
      supplierId,
      signingSecret: encrypt(plain[i]?.signing ?? "", signing),
      previousSigningSecret: previous === undefined ? null : encrypt(plain[i]?.previous ?? "", previous),
    })),
  );
  return plain;
}

async function readOpened(...keys: string[]) {
  const rows = await db
    .select({ signing: apiTokens.signingSecret, previous: apiTokens.previousSigningSecret })
    .from(apiTokens)
    .orderBy(asc(apiTokens.id));
  return rows.map(({ signing, previous }) => ({
    signing: decrypt(signing, ...keys),
    previous: previous === null ? null : decrypt(previous, ...keys),
  }));
}

test("a start is refused when a stored secret needs a key that is not set, and the key is named", async () => {
  await expect(assertReadableSecrets(db, [foreign])).resolves.toBeUndefined();
  await addSealed([{ signing: current }, { signing: current, previous: old }]);
  await expect(assertReadableSecrets(db, [current, old])).resolves.toBeUndefined();
  await expect(assertReadableSecrets(db, [current])).rejects.toThrow(keyId(old));
  await expect(assertReadableSecrets(db, [foreign])).rejects.toThrow(
    [keyId(current), keyId(old)].toSorted().join(", "),
  );
});

test("every secret of a former key is sealed with the current one, and none is altered", async () => {
  const sealings = Array.from({ length: 450 }, (_, i) =>
    i % 3 === 0
      ? { signing: old }
      : i % 3 === 1
        ? { signing: current, previous: old }
        : { signing: current, previous: current },
  );
  const plain = await addSealed(sealings);
  expect(await listFormerKeyIds(db, [current, old])).toEqual([keyId(old)]);
  expect(await rotateEncryptionKeys(db, [current, old])).toBe(300);
  expect(await readOpened(current)).toEqual(plain);
  expect(await listFormerKeyIds(db, [current])).toEqual([]);
  expect(await rotateEncryptionKeys(db, [current])).toBe(0);
});

test("two at once, beside a secret that changes meanwhile, end with one key and the newest secrets", async () => {
  const plain = await addSealed(Array.from({ length: 300 }, () => ({ signing: old })));
  const [last] = await db.select({ id: apiTokens.id }).from(apiTokens).orderBy(asc(apiTokens.id)).offset(299);
  const fresh = createSigningSecret();
  await Promise.all([
    rotateEncryptionKeys(db, [current, old]),
    rotateEncryptionKeys(db, [current, old]),
    db.$client`update api_tokens set signing_secret = ${encrypt(fresh, old)} where id = ${last?.id ?? ""}`,
  ]);
  const expected = plain.map(({ signing, previous }, i) => ({
    signing: i === 299 ? fresh : signing,
    previous,
  }));
  await rotateEncryptionKeys(db, [current, old]);
  expect(await readOpened(current)).toEqual(expected);
});

test("a secret that changes while a rotation waits for a row before it is the one that is sealed", async () => {
  const plain = await addSealed(Array.from({ length: 3 }, () => ({ signing: old })));
  const [first, , last] = await db.select({ id: apiTokens.id }).from(apiTokens).orderBy(asc(apiTokens.id));
  const fresh = createSigningSecret();
  const { rotation } = await db.$client.begin(async (tx) => {
    await tx`select from api_tokens where id = ${first?.id ?? ""} for update`;
    const rotation = rotateEncryptionKeys(db, [current, old]);
    await eventually(() => isLockAwaited(db), "a rotation that waits");
    await tx`update api_tokens set signing_secret = ${encrypt(fresh, old)} where id = ${last?.id ?? ""}`;
    return { rotation };
  });
  expect(await rotation).toBe(3);
  const expected = plain.map((each, i) => (i === 2 ? { ...each, signing: fresh } : each));
  expect(await readOpened(current)).toEqual(expected);
});

test("without the key nothing is written", async () => {
  const plain = await addSealed([{ signing: old }, { signing: foreign }]);
  await expect(rotateEncryptionKeys(db, [current, old])).rejects.toThrow(keyId(foreign));
  expect(await readOpened(old, foreign)).toEqual(plain);
});
