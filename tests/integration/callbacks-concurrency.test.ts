import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBreakerWorld, pause } from "./callbacks-breaker-fixtures";
import { conversationOf, eventually, scalar } from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openBreakerWorld>>;

beforeAll(async () => {
  world = await openBreakerWorld();
});

afterEach(() => world.reset());

afterAll(() => world.close());

describe("the concurrency of a worker", () => {
  it("is reached and never exceeded", async () => {
    let open = 0;
    let most = 0;
    world.answerWith(async () => {
      most = Math.max(most, ++open);
      await pause(Math.random() * 20);
      open--;
      return undefined;
    });
    // It also hears of the conversations that come next.
    await world.setUp("/many", 20, ["1", "2", "3"]);
    await world.setUp("/others", 20, ["1", "2", "3"]);
    world.start({ concurrency: 4 });
    const received = () => world.received("/many").length + world.received("/others").length;
    await eventually(() => received() === 180, "all callbacks");
    expect(most).toBe(4);
  });

  it("is not taken up by a lane whose outcome cannot be recorded yet", async () => {
    const { threads } = await world.setUp("/recorded", 2);
    const first = threads[0]?.id ?? "";
    const publisher = await world.db.$client.reserve();
    world.answerWith(async (body) => {
      if (conversationOf(body) !== first) return undefined;
      // Who writes to that conversation holds its lane for a while.
      await publisher`begin`;
      await publisher`select from delivery_lanes where conversation_id = ${first} for update`;
      return undefined;
    });
    try {
      world.start({ concurrency: 1 });
      await eventually(() => world.received("/recorded").length === 2, "the other lane");
      const state = sql`select state from deliveries where conversation_id = ${first}`;
      expect(await scalar(world.db, state)).toBe("pending");
    } finally {
      await publisher`rollback`;
      publisher.release();
    }
    await eventually(async () => (await world.pendingCount()) === 0, "both outcomes");
    expect(world.received("/recorded")).toHaveLength(2);
  });
});
