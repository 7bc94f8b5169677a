import { eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { endOverlap } from "@/lib/api-tokens/rotation-commands";
import { getRotationStatus } from "@/lib/api-tokens/rotation-queries";
import type { Overlap } from "@/lib/api-tokens/settings";
import { type AdminWorld, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addToken, callApi } from "../support/api-data";
import { rotateCurrent } from "../support/rotations";

const HOUR_MS = 3_600_000;

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  world = await openAdminWorld();
  await ensureRequestPartitions(world.db, new Date(Date.now() - 48 * HOUR_MS), new Date());
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
});

const rotate = (overlap: Overlap = "24h") => rotateCurrent(world.admin, token.id, overlap);
const status = () => getRotationStatus(world.manager, token.id);
const hintOf = (secret: string) => secret.slice(-4);

/** Moves the rotation and its end into the past by so many hours. */
const age = (hours: number) =>
  world.db
    .update(apiTokens)
    .set({
      secretCreatedAt: sql`secret_created_at - ${hours} * interval '1 hour'`,
      previousSecretUntil: sql`previous_secret_until - ${hours} * interval '1 hour'`,
    })
    .where(eq(apiTokens.id, token.id));

type Call = Partial<typeof apiRequests.$inferInsert> & { hoursAgo: number };

async function logCall({ hoursAgo, ...settings }: Call): Promise<Date> {
  const startedAt = new Date(Date.now() - hoursAgo * HOUR_MS);
  await world.db.insert(apiRequests).values({
    id: uuidv7(),
    startedAt,
    durationMs: 1,
    method: "GET",
    path: "/api/v1/token",
    status: 200,
    tokenId: token.id,
    ...settings,
  });
  return startedAt;
}

describe("getRotationStatus", () => {
  test("is null without a rotation", async () => {
    expect(await status()).toBeNull();
  });

  test("tells who uses which secret while both work", async () => {
    const fresh = await rotate();
    await age(10);
    const secretHint = hintOf(token.secret);
    await logCall({ hoursAgo: 11, secretHint, ip: "203.0.113.1" });
    await logCall({ hoursAgo: 5, secretHint, ip: "203.0.113.8" });
    const lastUsedAt = await logCall({ hoursAgo: 1, secretHint, ip: "203.0.113.7" });
    const other = await addToken(world.db);
    await logCall({ hoursAgo: 1, secretHint, tokenId: other.id });
    expect(await status()).toEqual({
      until: expect.any(Date),
      end: null,
      oldSecret: { hint: secretHint, calls: 2, lastUsedAt, lastIp: "203.0.113.7" },
      newSecret: { hint: hintOf(fresh), calls: 0, lastUsedAt: null, lastIp: null },
    });
  });

  test("tells that the first use of the new secret ended it, and who still comes with replaced ones", async () => {
    const second = await rotate();
    const third = await rotate();
    await callApi(world.db, "/api/v1/token", third);
    for (const secret of [token.secret, second, second]) await callApi(world.db, "/api/v1/token", secret);
    expect(await status()).toEqual({
      end: "first_use",
      rotatedAt: expect.any(Date),
      until: expect.any(Date),
      oldHint: hintOf(second),
      refused: { hint: hintOf(second), calls: 3, lastUsedAt: expect.any(Date), lastIp: null },
    });
  });

  test.each([
    ["now", 0, "at_once"],
    ["1h", 0.5, null],
    ["1h", 2, "deadline"],
    ["24h", 25, "deadline"],
    ["7d", 169, "deadline"],
  ] as const)("with the overlap %s, %f hours after, it ended: %s", async (overlap, hours, end) => {
    await rotate(overlap);
    await age(hours);
    expect((await status())?.end).toBe(end);
  });

  test("tells that an admin stopped it, and forgets that with the next rotation", async () => {
    await rotate();
    await endOverlap(world.admin, { id: token.id });
    expect(await status()).toMatchObject({ end: "stopped", refused: null });
    const third = await rotate();
    await callApi(world.db, "/api/v1/token", third);
    expect((await status())?.end).toBe("first_use");
  });

  test.each([
    [24 + 7 * 24 - 1, true],
    [24 + 7 * 24 + 1, false],
  ])("after %i hours with an overlap of 24 it is shown: %s", async (hours, isShown) => {
    await rotate("24h");
    await age(hours);
    expect((await status()) !== null).toBe(isShown);
  });

  test("is null for a deleted token, and an unknown one is not found", async () => {
    await rotate();
    await deleteTokens(world.admin, { ids: [token.id] });
    expect(await status()).toBeNull();
    expect(await refusalOf(getRotationStatus(world.admin, UNKNOWN_ID))).toMatchObject({ code: "not_found" });
  });
});
