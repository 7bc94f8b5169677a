import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBreakerWorld, pause } from "./callbacks-breaker-fixtures";
import { eventually } from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openBreakerWorld>>;

beforeAll(async () => {
  world = await openBreakerWorld();
});

afterEach(() => world.reset());

afterAll(() => world.close());

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
