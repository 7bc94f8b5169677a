import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import type { Dispatcher } from "@/lib/callbacks/dispatcher";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
import {
  conversationOf,
  createCallback,
  createNumber,
  createThread,
  createToken,
  eventually,
  openWorld,
  publish,
  scalar,
  testDispatcher,
} from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openWorld>>;
let db: Database;
let receiver: TestReceiver;
let answer: (body: string) => Promise<undefined> = async () => undefined;
let worker: Dispatcher;

beforeAll(async () => {
  world = await openWorld();
  db = world.db;
  receiver = await startTestReceiver({ answerWith: (event) => answer(event.body) });
});

afterEach(async () => {
  await worker.stop({ drainMs: 0 });
  await db.execute(sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks cascade`);
});

afterAll(async () => {
  await receiver.close();
  await world.close();
});

/** Owes so many messages of each of so many conversations to so many callbacks. */
async function owe({ callbacks = 1, conversations = 1, messages = 1 }): Promise<void> {
  const numberId = await createNumber(db);
  for (let i = 0; i < callbacks; i++)
    await createCallback(db, (await createToken(db, { secret: receiver.secrets[0] ?? "" })).id, receiver.url);
  for (let i = 0; i < conversations; i++)
    await publish(db, await createThread(db, numberId), Array<string>(messages).fill("x"));
}

function start(concurrency: number): void {
  worker = testDispatcher(db, { concurrency });
  worker.start();
}

describe("the concurrency of a worker", () => {
  it("is reached and never exceeded", async () => {
    let open = 0;
    let most = 0;
    answer = async () => {
      most = Math.max(most, ++open);
      await sleep(Math.random() * 20);
      open--;
      return undefined;
    };
    await owe({ callbacks: 2, conversations: 20, messages: 3 });
    start(4);
    await eventually(() => receiver.events().length === 120, "all callbacks");
    expect(most).toBe(4);
  });

  it("is not taken up by a lane whose outcome cannot be recorded yet", async () => {
    const before = receiver.events().length;
    await owe({ conversations: 2 });
    const rows = await db.execute<{ id: string }>(
      sql`select conversation_id as id from deliveries order by event_seq`,
    );
    const first = rows[0]?.id ?? "";
    const publisher = await db.$client.reserve();
    answer = async (body) => {
      if (conversationOf(body) !== first) return undefined;
      // Who writes to that conversation holds its lane for a while.
      await publisher`begin`;
      await publisher`select from delivery_lanes where conversation_id = ${first} for update`;
      return undefined;
    };
    try {
      start(1);
      await eventually(() => receiver.events().length === before + 2, "the other lane");
      const state = sql`select state from deliveries where conversation_id = ${first}`;
      expect(await scalar(db, state)).toBe("pending");
    } finally {
      await publisher`rollback`;
      publisher.release();
    }
    const recorded = sql`select count(*)::int from deliveries where state = 'delivered'`;
    await eventually(async () => (await scalar<number>(db, recorded)) === 2, "both outcomes");
    expect(receiver.events()).toHaveLength(before + 2);
  });
});
