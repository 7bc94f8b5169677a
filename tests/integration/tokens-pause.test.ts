import { eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { identify } from "@/lib/api-tokens/authenticate";
import { deleteTokens, pauseTokens, resumeTokens } from "@/lib/api-tokens/lifecycle-commands";
import { tokenIdsInput } from "@/lib/api-tokens/schema";
import { DELIVERIES_CHANNEL } from "@/lib/events/publish";
import {
  type AdminWorld,
  addTokenRows,
  auditOf,
  countAudit,
  deliveryStates,
  openAdminWorld,
  refusalOf,
  UNKNOWN_ID,
} from "../support/admin";
import { addToken } from "../support/api-data";
import {
  claimedJobs,
  createCallback,
  createNumber,
  createThread,
  eventually,
  publish,
} from "./callbacks-fixtures";

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

beforeEach(async () => {
  token = await addToken(world.db);
});

const refusalOfCall = async () =>
  (await identify(world.db, `Bearer ${token.secret}`, null)).refusal?.code ?? null;

async function pausedOf(ids: string[]): Promise<boolean[]> {
  const rows = await world.db
    .select({ id: apiTokens.id, pausedAt: apiTokens.pausedAt })
    .from(apiTokens)
    .where(inArray(apiTokens.id, ids));
  return ids.map((id) => rows.find((row) => row.id === id)?.pausedAt != null);
}

async function addMany(count: number): Promise<string[]> {
  return addTokenRows(
    world.db,
    Array.from({ length: count }, () => ({ supplierId: token.supplierId })),
  );
}

describe("pauseTokens and resumeTokens", () => {
  test("refuse the calls of a token, and serve them again", async () => {
    expect(await pauseTokens(world.admin, { ids: [token.id] })).toEqual({ changed: 1 });
    expect(await refusalOfCall()).toBe("token_paused");
    expect(await resumeTokens(world.admin, { ids: [token.id] })).toEqual({ changed: 1 });
    expect(await refusalOfCall()).toBeNull();
    expect(await auditOf(world.db, token.id)).toMatchObject([
      {
        action: "api_token.paused",
        actorLabel: "admin@example.com",
        targetType: "api_token",
        targetLabel: "Test token",
        before: { pausedAt: null },
        after: { pausedAt: expect.any(String) },
      },
      { action: "api_token.resumed", before: { pausedAt: expect.any(String) }, after: { pausedAt: null } },
    ]);
  });

  test("change nothing of a token that is so already, and leave no audit row", async () => {
    expect(await resumeTokens(world.admin, { ids: [token.id] })).toEqual({ changed: 0 });
    expect(await auditOf(world.db, token.id)).toEqual([]);
    await pauseTokens(world.admin, { ids: [token.id] });
    const read = () => world.db.select().from(apiTokens).where(eq(apiTokens.id, token.id));
    const before = await read();
    expect(await pauseTokens(world.admin, { ids: [token.id] })).toEqual({ changed: 0 });
    expect(await read()).toEqual(before);
    expect(await auditOf(world.db, token.id)).toHaveLength(1);
  });

  test("count the tokens that changed among many", async () => {
    const ids = await addMany(5);
    await pauseTokens(world.admin, { ids: ids.slice(0, 2) });
    expect(await pauseTokens(world.admin, { ids })).toEqual({ changed: 3 });
    expect(await pausedOf(ids)).toEqual([true, true, true, true, true]);
    for (const id of ids) expect(await auditOf(world.db, id)).toHaveLength(1);
  });

  test("keep what is owed waiting, and wake the worker for it", async () => {
    const callbackId = await createCallback(world.db, token.id, "https://example.com/messages");
    await publish(world.db, await createThread(world.db, await createNumber(world.db)), ["waits"]);
    await pauseTokens(world.admin, { ids: [token.id] });
    const claim = () => claimedJobs(world.db);
    expect(await claim()).toEqual([]);
    expect(await deliveryStates(world.db, callbackId)).toEqual(["pending"]);
    let rings = 0;
    const { unlisten } = await world.db.$client.listen(DELIVERIES_CHANNEL, () => {
      rings += 1;
    });
    await resumeTokens(world.admin, { ids: [token.id] });
    await eventually(() => rings > 0, "the worker is woken");
    expect((await claim()).map((job) => job.callbackId)).toEqual([callbackId]);
    await unlisten();
  });
});

const COMMANDS = { pauseTokens, resumeTokens, deleteTokens };

describe.each(Object.entries(COMMANDS))("%s", (_name, command) => {
  test("is not a manager's to do", async () => {
    const before = await countAudit(world.db);
    expect(await refusalOf(command(world.manager, { ids: [token.id] }))).toMatchObject({ code: "forbidden" });
    expect(await countAudit(world.db)).toBe(before);
  });

  test("changes none when one of them is unknown or deleted", async () => {
    const [running = "", paused = "", gone = ""] = await addMany(3);
    await pauseTokens(world.admin, { ids: [paused] });
    await deleteTokens(world.admin, { ids: [gone] });
    const read = () => world.db.select().from(apiTokens).orderBy(apiTokens.id);
    const before = [await read(), await countAudit(world.db)];
    for (const id of [UNKNOWN_ID, gone])
      expect(await refusalOf(command(world.admin, { ids: [running, paused, id] }))).toMatchObject({
        code: "not_found",
      });
    expect([await read(), await countAudit(world.db)]).toEqual(before);
  });
});

describe("at the same time", () => {
  test("calls with the same tokens in opposite order never wait for each other", async () => {
    const ids = await addMany(40);
    const opposite = ids.toReversed();
    const rounds = Array.from({ length: 6 }, (_, i) => [
      pauseTokens(world.admin, { ids: i % 2 === 0 ? ids : opposite }),
      resumeTokens(world.admin, { ids: i % 2 === 0 ? opposite : ids }),
    ]);
    const changes = await Promise.all(rounds.flat());
    const written = changes.reduce((sum, { changed }) => sum + changed, 0);
    let audited = 0;
    for (const id of ids) audited += (await auditOf(world.db, id)).length;
    expect(audited).toBe(written);
    expect(new Set(await pausedOf(ids)).size).toBe(1);
  });

  test("of two overlapping deletions one is whole and the other changes nothing", async () => {
    const ids = await addMany(30);
    const [front, back] = [ids.slice(0, 20), ids.slice(10).toReversed()];
    const both = await Promise.allSettled(
      [front, back].map((some) => deleteTokens(world.admin, { ids: some })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const deleted = await world.db.select().from(apiTokens).where(inArray(apiTokens.id, ids));
    const won = both[0]?.status === "fulfilled" ? front : back;
    expect(
      deleted
        .filter(({ deletedAt }) => deletedAt !== null)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(won.toSorted());
  });
});

describe("the input", () => {
  const parse = (ids: unknown) => tokenIdsInput.safeParse({ ids });
  const some = (count: number) => Array.from({ length: count }, () => uuidv7());

  test("takes 1 to 100 ids", () => {
    expect(parse(some(1)).success).toBe(true);
    expect(parse(some(100)).success).toBe(true);
    for (const ids of [undefined, [], some(101), ["x"], "x", [null]]) expect(parse(ids).success).toBe(false);
  });

  test("takes each token once, however it is written", () => {
    const [id = ""] = some(1);
    expect(tokenIdsInput.parse({ ids: [id, id.toUpperCase(), id] })).toEqual({ ids: [id] });
  });
});
