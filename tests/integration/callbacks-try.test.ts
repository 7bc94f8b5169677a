import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveryLanes } from "@/db/schema/callbacks";
import { tryCallback } from "@/lib/callbacks/commands";
import { type AdminWorld, auditOf, laneFacts, openAdminWorld, refusalOf } from "../support/admin";
import { addToken } from "../support/api-data";
import { claimedJobs, createCallback, createNumber, createThread, publish } from "./callbacks-fixtures";

let world: AdminWorld;
let tokenId: string;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

/** A callback of which days of failures left its next try and all that it owes for later. */
beforeEach(async () => {
  await world.db.update(callbacks).set({ enabled: false });
  tokenId = (await addToken(world.db)).id;
  callbackId = await createCallback(world.db, tokenId, "https://example.com/");
  const numberId = await createNumber(world.db);
  for (const text of ["a", "b"]) await publish(world.db, await createThread(world.db, numberId), [text]);
  await set({
    failingSince: sql`now() - interval '2 days'`,
    consecutiveFailures: 40,
    probeAt: sql`now() + interval '4 hours'`,
    probes: 3,
  });
  await world.db.update(deliveryLanes).set({ nextAttemptAt: sql`now() + interval '1 day'` });
});

const set = (values: Parameters<ReturnType<typeof world.db.update<typeof callbacks>>["set"]>[0]) =>
  world.db.update(callbacks).set(values).where(eq(callbacks.id, callbackId));

const input = () => ({ tokenId, eventType: "message.received" as const });

const health = async () =>
  (await world.db.select().from(callbacks).where(eq(callbacks.id, callbackId))).at(0);

describe("a callback that is left alone after its failures", () => {
  test("is tried at once when it is asked for, which changes neither its health nor its waits", async () => {
    await tryCallback(world.admin, input());
    const after = await health();
    expect(after).toMatchObject({
      pausedAt: null,
      consecutiveFailures: 40,
      probes: 2,
      failingSince: expect.any(Date),
    });
    expect(after?.probeAt?.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
    expect(await laneFacts(world.db, callbackId)).toEqual({ all: 2, due: 2 });
    expect(await claimedJobs(world.db)).toHaveLength(1);
    expect((await auditOf(world.db, tokenId)).at(-1)).toMatchObject({
      action: "api_token.callback_tried",
      after: { eventType: "message.received" },
    });
  });

  test("is not while its token is not usable, which the refusal tells", async () => {
    const refusals = [
      [{ pausedAt: sql`now()` }, "Nothing was tried: the token is paused; resume it first."],
      [{ pausedAt: null, activatesAt: sql`now() + interval '1 day'` }, "the token is not active yet."],
      [{ expiresAt: sql`now()`, activatesAt: sql`now() - interval '1 day'` }, "the token has expired"],
    ] as const;
    for (const [values, words] of refusals) {
      await world.db.update(apiTokens).set(values).where(eq(apiTokens.id, tokenId));
      expect(await refusalOf(tryCallback(world.admin, input()))).toMatchObject({ code: "conflict" });
      await expect(tryCallback(world.admin, input())).rejects.toThrow(words);
    }
    await expectNothingDone();
  });

  test.each([
    ["nothing is owed", () => world.db.delete(deliveryLanes), "nothing waits"],
    ["it is switched off", () => set({ enabled: false }), "switched off"],
    ["it is paused", () => set({ pausedAt: sql`now()`, pausedReason: "It only failed." }), "are paused"],
    ["it is called anyway", () => set({ probeAt: null }), "does not wait for an attempt"],
  ])("is not while %s", async (_what, make, words) => {
    await make();
    expect(await refusalOf(tryCallback(world.admin, input()))).toMatchObject({ code: "conflict" });
    await expect(tryCallback(world.admin, input())).rejects.toThrow(words);
    await expectNothingDone();
  });

  test("is an admin's to try, where there is one", async () => {
    const other = { ...input(), eventType: "conversation.created" as const };
    expect(await refusalOf(tryCallback(world.admin, other))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(tryCallback(world.manager, input()))).toMatchObject({ code: "forbidden" });
    await expectNothingDone();
  });
});

async function expectNothingDone(): Promise<void> {
  expect(await health()).toMatchObject({ probes: 3 });
  expect((await laneFacts(world.db, callbackId)).due).toBe(0);
  expect(await auditOf(world.db, tokenId)).toEqual([]);
}
