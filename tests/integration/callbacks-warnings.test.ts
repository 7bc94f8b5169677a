import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { getToken } from "@/lib/api-tokens/queries";
import { tokenList } from "@/lib/api-tokens/schema";
import { tokensWorkbook } from "@/lib/api-tokens/workbook";
import { listCallbacks } from "@/lib/callbacks/queries";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken } from "../support/api-data";
import { readSheets, record } from "../support/sheets";
import { createCallback, createNumber, createThread, publish } from "./callbacks-fixtures";

const HOUR_MS = 3_600_000;
const FIVE_DAYS_MS = 120 * HOUR_MS;

let world: AdminWorld;
let tokenId: string;
let callbackId: string;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  tokenId = (await addToken(world.db)).id;
  callbackId = await createCallback(world.db, tokenId, "https://example.com/a");
  await createCallback(world.db, tokenId, "https://example.com/b", "conversation.created");
});

/** Lets a callback have failed for so long, the next try in a minute; answers since when. */
async function failFor(hours: number, values: Partial<typeof callbacks.$inferInsert> = {}, id = callbackId) {
  const failingSince = new Date(Date.now() - hours * HOUR_MS);
  await world.db
    .update(callbacks)
    .set({ failingSince, probeAt: new Date(Date.now() + 60_000), ...values })
    .where(eq(callbacks.id, id));
  return failingSince.getTime();
}

async function warned() {
  const [, details] = await listCallbacks(world.manager, tokenId);
  return { warning: details?.pauseWarning, pausesAt: details?.pausesAt?.getTime() ?? null };
}

describe("a callback that only fails is warned of", () => {
  test.each([
    [59.9, null],
    [60.1, 50],
    [107.9, 50],
    [108.1, 90],
    [119.9, 90],
  ])("after %f hours: %s percent of the way to its pause", async (hours, warning) => {
    const since = await failFor(hours);
    expect(await warned()).toEqual({ warning, pausesAt: warning && since + FIVE_DAYS_MS });
    const row = await getToken(world.manager, tokenId);
    expect([row.callbackPauseWarning, row.callbackPausesAt?.getTime() ?? null]).toEqual([
      warning,
      warning && since + FIVE_DAYS_MS,
    ]);
  });

  test("with the time of its next attempt, once the days are over before it", async () => {
    const probeAt = new Date(Date.now() + 3 * HOUR_MS);
    await failFor(119, { probeAt });
    expect(await warned()).toEqual({ warning: 90, pausesAt: probeAt.getTime() });
    await failFor(130, { probeAt });
    expect(await warned()).toEqual({ warning: 90, pausesAt: probeAt.getTime() });
  });

  test.each([
    ["off", { enabled: false }],
    ["paused", { pausedAt: new Date(), pausedReason: "It answered 410." }],
  ])("but not when it is %s", async (_what, values) => {
    await failFor(110, values);
    expect(await warned()).toEqual({ warning: null, pausesAt: null });
    expect(await getToken(world.manager, tokenId)).toMatchObject({
      callbackPauseWarning: null,
      callbackPausesAt: null,
    });
  });
});

test("nothing is warned of, and no try announced, while the token is paused", async () => {
  await publish(world.db, await createThread(world.db, await createNumber(world.db)), ["waits"]);
  await failFor(110);
  const nextAttempt = async () => (await listCallbacks(world.manager, tokenId))[1]?.nextAttemptAt ?? null;
  expect(await nextAttempt()).not.toBeNull();
  await world.db.update(apiTokens).set({ pausedAt: new Date() }).where(eq(apiTokens.id, tokenId));
  expect(await warned()).toEqual({ warning: null, pausesAt: null });
  expect(await nextAttempt()).toBeNull();
  expect(await getToken(world.manager, tokenId)).toMatchObject({
    failingCallbackCount: 1,
    callbackPauseWarning: null,
    callbackPausesAt: null,
  });
});

test("a token's row tells of the callback that comes first", async () => {
  const other = await createCallback(world.db, tokenId, "https://example.com/c", "message.status_changed");
  await failFor(70, {}, other);
  const since = await failFor(110);
  expect(await getToken(world.manager, tokenId)).toMatchObject({
    failingCallbackCount: 2,
    callbackPauseWarning: 90,
    callbackPausesAt: new Date(since + FIVE_DAYS_MS),
  });
});

test("the workbook tells when it is paused", async () => {
  await world.db.execute(sql`update callbacks set failing_since = null`);
  const since = await failFor(70);
  const sheets = await readSheets(tokensWorkbook(world.manager, tokenList.parse({})));
  const rows = sheets.get("Callbacks") ?? [];
  const times = rows
    .map((_row, i) => record(rows, i)["To be paused (UTC)"])
    .filter((cell) => cell instanceof Date);
  expect(times.map((time) => Math.abs(time.getTime() - since - FIVE_DAYS_MS) < 60_000)).toEqual([true]);
});
