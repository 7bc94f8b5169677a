import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { FAILING_FROM } from "@/lib/callbacks/breaker";
import { DAY_MS } from "@/lib/format/durations";
import { openBreakerWorld, pause } from "./callbacks-breaker-fixtures";
import { eventually } from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openBreakerWorld>>;

beforeAll(async () => {
  world = await openBreakerWorld();
});

afterEach(() => world.reset());

afterAll(() => world.close());

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);

const daysSince = (time: string | null) => (Date.now() - new Date(time ?? 0).getTime()) / DAY_MS;

const auditRows = () =>
  world.db.execute<{ action: string; actor: string; label: string; after: Record<string, unknown> }>(sql`
    select action, actor_type as actor, target_label as label, after from audit_log order by id`);

describe("five days of nothing but failures", () => {
  it("pause the callback with a reason; a try every six hours resumes it, with all that waits", async () => {
    world.answerWith(() => 500);
    const { tokenId } = await world.setUp("/days", 8, ["1", "2"]);
    await world.open(20, { days: 5 });
    world.start();
    await eventually(async () => (await world.readBreaker()).paused, "the pause");
    const { waitMs } = await world.readBreaker();
    expect(waitMs).toBeGreaterThan(5.9 * 3_600_000);
    expect(waitMs).toBeLessThanOrEqual(6 * 3_600_000);
    expect(world.received("/days")).toHaveLength(1);
    const paused = await world.stateOf(tokenId);
    expect(paused).toMatchObject({ breaker: "paused", pausedReason: expect.stringContaining("5 days") });
    await world.db.execute(sql`update callbacks set probe_at = now()`);
    await eventually(async () => ((await world.readBreaker()).waitMs ?? 0) > 0, "the next attempt");
    expect(world.received("/days")).toHaveLength(2);
    world.answerWith(() => undefined);
    await world.db.execute(sql`update callbacks set probe_at = now()`);
    await eventually(async () => (await world.pendingCount()) === 0, "everything");
    expect(await world.stateOf(tokenId)).toMatchObject({
      breaker: "closed",
      pausedReason: null,
      failingSince: null,
    });
    expect(await auditRows()).toMatchObject([
      {
        action: "api_token.callback_paused",
        actor: "system",
        label: "Orders sync",
        after: { eventType: "message.received", pausedReason: paused.pausedReason },
      },
      { action: "api_token.callback_resumed", actor: "system", after: { eventType: "message.received" } },
    ]);
  });

  it("do not count before the failures are in a row", async () => {
    world.answerWith(() => 500);
    await world.setUp("/two-in-five-days", 1);
    await world.db.execute(
      sql`update callbacks set consecutive_failures = 1, failing_since = now() - interval '6 days'`,
    );
    world.start();
    await eventually(async () => (await world.readBreaker()).failures === 2, "the failure");
    expect(await world.readBreaker()).toMatchObject({ paused: false, waitMs: null });
  });

  it.each([
    ["nothing was owed", { pausedAt: null }],
    ["the token was paused", { pausedAt: daysAgo(5) }],
    ["the token had expired", { expiresAt: daysAgo(5) }],
    ["the token was not active yet", { activatesAt: new Date(Date.now() + DAY_MS) }],
  ])("do not go on while a try is due and %s", async (_what, values) => {
    world.answerWith(() => 503);
    const { tokenId } = await world.setUp("/idle", 1);
    await world.open(20, { days: 6, inMs: -5 * DAY_MS });
    const ofToken = eq(apiTokens.id, tokenId);
    await world.db.update(apiTokens).set(values).where(ofToken);
    expect((await world.stateOf(tokenId)).pauseWarning).toBeNull();
    const usable = { pausedAt: null, expiresAt: null, activatesAt: daysAgo(30) };
    await world.db.update(apiTokens).set(usable).where(ofToken);
    expect((await world.stateOf(tokenId)).pauseWarning).toBeNull();
    world.start();
    await eventually(async () => (await world.readBreaker()).probes === 21, "the try");
    const { paused, failingSince } = await world.readBreaker();
    expect(paused).toBe(false);
    expect(daysSince(failingSince)).toBeCloseTo(1, 1);
  });

  it("do not go on before the failures are so many that it is left alone, but for a day", async () => {
    world.answerWith(() => 503);
    const { tokenId } = await world.setUp("/few", 1);
    await world.db.execute(sql`update callbacks set consecutive_failures = ${FAILING_FROM - 1},
      failing_since = now() - interval '6 days'`);
    expect((await world.stateOf(tokenId)).pauseWarning).toBeNull();
    world.start();
    await eventually(world.isOpen, "the failure");
    const { paused, failingSince } = await world.readBreaker();
    expect(paused).toBe(false);
    expect(daysSince(failingSince)).toBeCloseTo(1, 1);
  });

  it("become a pause for good when the endpoint answers 410", async () => {
    world.answerWith(() => 410);
    const { tokenId } = await world.setUp("/asks-not-to", 3);
    await world.open(30, { days: 9 });
    await world.db.execute(sql`update callbacks set paused_at = now(), paused_reason = 'It only failed.'`);
    world.start();
    await eventually(world.isClosed, "the answer");
    await pause(1_200);
    expect(world.received("/asks-not-to")).toHaveLength(1);
    expect(await world.readBreaker()).toMatchObject({ paused: true, probes: 0, waitMs: null });
    expect((await world.stateOf(tokenId)).pausedReason).toContain("410");
    expect(await world.stateOf(tokenId)).toMatchObject({ breaker: "paused", nextAttemptAt: null });
  });
});
