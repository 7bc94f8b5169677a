import { eq, sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import type { SigningOverlap } from "@/lib/callbacks/settings";
import type { Context } from "@/lib/context";
import type { Dispatcher } from "@/lib/dispatcher/dispatcher";
import { decrypt, encrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { endSigningOverlap, revealSigningSecret, rotateSigningSecret } from "@/lib/signing-secrets/commands";
import { getSigningStatus } from "@/lib/signing-secrets/queries";
import { rotateSigningSecretInput } from "@/lib/signing-secrets/schema";
import { createSigningSecret, signingKey } from "@/lib/signing-secrets/secret";
import {
  type AdminWorld,
  auditOf,
  countAudit,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addToken } from "../support/api-data";
import { startTestReceiver, type TestReceiver } from "../support/receiver";
import { rotateCurrentSigning } from "../support/rotations";
import {
  createCallback,
  createNumber,
  createThread,
  eventually,
  publish,
  testDispatcher,
} from "./callbacks-fixtures";

let world: AdminWorld;
let tokenId: string;
let secret: string;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  secret = createSigningSecret();
  const signingSecret = encrypt(secret, env().ENCRYPTION_KEY);
  tokenId = (await addToken(world.db, { signingSecret })).id;
});

const rotate = async (overlap: SigningOverlap = "24h") => ({
  secret: await rotateCurrentSigning(world.admin, tokenId, overlap),
});
const statusOf = () => getSigningStatus(world.manager, tokenId);
const reveal = () => revealSigningSecret(world.admin, { id: tokenId });

async function rowOf(id = tokenId) {
  const [row] = await world.db.select().from(apiTokens).where(eq(apiTokens.id, id));
  if (!row) throw new Error("The token is gone.");
  return row;
}

async function runOutOverlap(): Promise<void> {
  await world.db
    .update(apiTokens)
    .set({ previousSigningSecretUntil: sql`now()` })
    .where(eq(apiTokens.id, tokenId));
}

describe("revealSigningSecret", () => {
  test("answers the secret, and the audit row says who asked and not the secret", async () => {
    expect(await reveal()).toEqual({ secret });
    const audit = await auditOf(world.db, tokenId);
    expect(audit).toMatchObject([
      {
        action: "api_token.signing_secret_revealed",
        actorLabel: "admin@example.com",
        targetLabel: "Test token",
      },
    ]);
    expect(JSON.stringify(audit)).not.toContain(secret.slice(6, 20));
  });
});

describe("rotateSigningSecret", () => {
  test.each([
    ["1h", 1],
    ["24h", 24],
    ["3d", 72],
    ["7d", 168],
  ] as const)("with the overlap %s keeps the old secret for %i hours", async (overlap, hours) => {
    const made = await rotate(overlap);
    expect(signingKey(made.secret).symmetricKeySize).toBe(32);
    expect(made.secret).not.toBe(secret);
    expect(await reveal()).toEqual(made);
    const [clock] = await world.db
      .select({ hours: sql`round(extract(epoch from previous_signing_secret_until - now()) / 3600)::int` })
      .from(apiTokens)
      .where(eq(apiTokens.id, tokenId));
    expect(clock).toEqual({ hours });
    const { previousSigningSecretUntil } = await rowOf();
    expect(await statusOf()).toEqual({
      version: expect.any(String),
      overlapUntil: previousSigningSecretUntil,
    });
  });

  test("stores no secret in the clear, neither in the row nor in the audit log", async () => {
    const made = await rotate("3d");
    const audit = await auditOf(world.db, tokenId);
    expect(audit).toMatchObject([{ action: "api_token.signing_secret_rotated", after: { overlap: "3d" } }]);
    const stored = JSON.stringify([audit, await rowOf()]);
    for (const text of [secret, made.secret]) expect(stored).not.toContain(text.slice(6, 20));
  });

  test("is over by itself, by the database's clock", async () => {
    await rotate();
    await runOutOverlap();
    expect((await statusOf()).overlapUntil).toBeNull();
  });

  test("of several who saw the same secret rotates it once, and what the first was promised stays", async () => {
    const { version } = await statusOf();
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () =>
        rotateSigningSecret(world.admin, { id: tokenId, version, overlap: "7d" }),
      ),
    );
    const made = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(refused).toEqual(["conflict", "conflict", "conflict"]);
    expect(await reveal()).toEqual(made[0]);
    const { previousSigningSecret } = await rowOf();
    expect(decrypt(previousSigningSecret ?? "", env().ENCRYPTION_KEY)).toBe(secret);
  });

  test("of a secret that was rotated since is refused, and of the new one is not", async () => {
    const seen = await statusOf();
    await rotate("7d");
    const before = await rowOf();
    const stale = rotateSigningSecret(world.admin, { id: tokenId, version: seen.version, overlap: "7d" });
    expect(await refusalOf(stale)).toEqual({ code: "conflict", fields: [] });
    expect(await rowOf()).toEqual(before);
    const { version } = await statusOf();
    await rotateSigningSecret(world.admin, { id: tokenId, version, overlap: "1h" });
  });

  test("takes no other overlap, and none without what was seen", () => {
    const good = { id: tokenId, version: "any", overlap: "1h" };
    expect(rotateSigningSecretInput.safeParse(good).success).toBe(true);
    for (const bad of [{ overlap: "now" }, { overlap: "30d" }, { overlap: "" }, { version: undefined }])
      expect(rotateSigningSecretInput.safeParse({ ...good, ...bad }).success).toBe(false);
  });
});

describe("endSigningOverlap", () => {
  test("forgets the old secret, and does nothing when there is none", async () => {
    await rotate();
    await endSigningOverlap(world.admin, { id: tokenId });
    expect(await rowOf()).toMatchObject({ previousSigningSecret: null, previousSigningSecretUntil: null });
    await endSigningOverlap(world.admin, { id: tokenId });
    const actions = (await auditOf(world.db, tokenId)).map(({ action }) => action);
    expect(actions).toEqual(["api_token.signing_secret_rotated", "api_token.signing_overlap_ended"]);
  });
});

/** What each of the commands refuses with. */
function refusals(ctx: Context, id: string) {
  return Promise.all([
    refusalOf(revealSigningSecret(ctx, { id })),
    refusalOf(rotateSigningSecret(ctx, { id, version: "any", overlap: "1h" })),
    refusalOf(endSigningOverlap(ctx, { id })),
  ]);
}

test("a manager is refused all of it", async () => {
  await rotate();
  const [before, rows] = [await rowOf(), await countAudit(world.db)];
  for (const refusal of await refusals(world.manager, tokenId))
    expect(refusal).toMatchObject({ code: "forbidden" });
  expect([await rowOf(), await countAudit(world.db)]).toEqual([before, rows]);
});

test("neither an unknown nor a deleted token is found", async () => {
  await deleteTokens(world.admin, { ids: [tokenId] });
  const [before, rows] = [await rowOf(), await countAudit(world.db)];
  for (const id of [UNKNOWN_ID, tokenId])
    for (const refusal of await refusals(world.admin, id))
      expect(refusal).toMatchObject({ code: "not_found" });
  expect([await rowOf(), await countAudit(world.db)]).toEqual([before, rows]);
});

describe("what the receiver gets", () => {
  let receiver: TestReceiver;
  let dispatcher: Dispatcher;
  let numberId: string;

  beforeAll(async () => {
    numberId = await createNumber(world.db);
    receiver = await startTestReceiver();
    dispatcher = testDispatcher(world.db, { encryptionKeys: [env().ENCRYPTION_KEY] });
    dispatcher.start();
  });

  beforeEach(async () => {
    await world.db.update(callbacks).set({ enabled: false });
    await createCallback(world.db, tokenId, `${receiver.url}/rotation`);
  });

  afterAll(async () => {
    await dispatcher.stop({ drainMs: 2_000 });
    await receiver.close();
  });

  /** Which of the secrets the official library verifies the next callback with. */
  async function acceptedBy(...secrets: string[]): Promise<boolean[]> {
    const seen = receiver.events().length;
    // What it cannot verify it refuses, and what is refused comes again.
    receiver.secrets.push(...secrets);
    const thread = await createThread(world.db, numberId);
    await publish(world.db, thread, ["x"]);
    await eventually(() => receiver.events().length > seen, "the callback");
    const { body = "", headers = {} } = receiver.events()[seen] ?? {};
    return secrets.map((one) => {
      try {
        new Webhook(one).verify(body, headers);
        return true;
      } catch {
        return false;
      }
    });
  }

  test("is signed with both secrets until the overlap is ended, then with the new one", async () => {
    expect(await acceptedBy(secret)).toEqual([true]);
    const { secret: second } = await rotate();
    expect(await acceptedBy(secret, second)).toEqual([true, true]);
    const { secret: third } = await rotate("1h");
    expect(await acceptedBy(secret, second, third)).toEqual([false, true, true]);
    await endSigningOverlap(world.admin, { id: tokenId });
    expect(await acceptedBy(secret, second, third)).toEqual([false, false, true]);
  });

  test("is signed with the new secret alone from the end of the overlap on", async () => {
    const { secret: second } = await rotate();
    expect(await acceptedBy(secret, second)).toEqual([true, true]);
    await runOutOverlap();
    expect(await acceptedBy(secret, second)).toEqual([false, true]);
  });
});
