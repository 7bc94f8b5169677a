import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { FAILING_FROM } from "@/lib/callbacks/breaker";
import { listCallbacks } from "@/lib/callbacks/queries";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { systemContext } from "@/lib/context";
import type { Dispatcher, DispatcherOptions } from "@/lib/dispatcher/dispatcher";
import { startTestReceiver } from "@/tests/support/receiver";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  openWorld,
  publish,
  scalar,
  type Thread,
  testDispatcher,
} from "./callbacks-fixtures";

/** A wait whose end no test sees. */
export const LONG_MS = 60_000;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

type Answer = (body: string) => number | undefined | Promise<number | undefined>;

type Breaker = {
  failures: number;
  probes: number;
  /** Until the next attempt; null when the breaker is closed. */
  waitMs: number | null;
  failingSince: string | null;
  paused: boolean;
};

async function readBreaker(db: Database): Promise<Breaker> {
  const [row] = await db.execute<Breaker>(sql`
    select consecutive_failures as failures, probes, failing_since as "failingSince", paused_at is not null as paused,
      (extract(epoch from probe_at - now()) * 1000)::float8 as "waitMs" from callbacks`);
  if (!row) throw new Error("there is no callback");
  return row;
}

async function onlyCallback(db: Database, tokenId: string): Promise<CallbackDetails> {
  const all = await listCallbacks(systemContext(db, "test"), tokenId);
  const found = all.find(({ url }) => url !== "");
  if (!found) throw new Error("there is no callback");
  return found;
}

/** Conversations of the number, each with these texts for the callbacks that there are. */
async function addThreads(db: Database, numberId: string, count: number, texts: string[]): Promise<Thread[]> {
  const threads: Thread[] = [];
  for (let i = 0; i < count; i++) {
    const thread = await createThread(db, numberId);
    await publish(db, thread, texts);
    threads.push(thread);
  }
  return threads;
}

/** A database, a receiver whose answers the test chooses, and what tests of one callback's breaker do with them. */
export async function openBreakerWorld() {
  const { db, close } = await openWorld();
  const numberId = await createNumber(db);
  let answer: Answer = () => undefined;
  const receiver = await startTestReceiver({ answerWith: (event) => answer(event.body) });
  const running: Dispatcher[] = [];

  const stopAll = () =>
    Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop({ drainMs: 2_000 })));

  return {
    db,
    numberId,
    readBreaker: () => readBreaker(db),
    answerWith: (next: Answer) => {
      answer = next;
    },
    received: (path: string) => receiver.events().filter((event) => event.path === path),
    pendingCount: () => scalar<number>(db, sql`select count(*)::int from deliveries where state = 'pending'`),
    isOpen: async () => (await readBreaker(db)).waitMs !== null,
    isClosed: async () => (await readBreaker(db)).waitMs === null,

    /** A running dispatcher whose retries come after the end of the test unless told otherwise. */
    start: (options: Partial<DispatcherOptions> = {}): Dispatcher => {
      const dispatcher = testDispatcher(db, { retryDelayMs: () => LONG_MS, ...options });
      running.push(dispatcher);
      dispatcher.start();
      return dispatcher;
    },

    /** A callback that is owed these texts in each of so many conversations. */
    setUp: async (path: string, lanes: number, texts = ["x"]) => {
      const token = await createToken(db, { name: "Orders sync", secret: receiver.secrets[0] ?? "" });
      const callbackId = await createCallback(db, token.id, receiver.url + path);
      return { tokenId: token.id, callbackId, threads: await addThreads(db, numberId, lanes, texts) };
    },

    /** Leaves the callbacks as so many waits of an open breaker would, the next attempt due in so long. */
    open: async (probes = 1, { inMs = 0, days = 0 } = {}) => {
      await db.execute(sql`update callbacks set consecutive_failures = ${FAILING_FROM - 1 + probes}, probes = ${probes},
        last_error = 'HTTP 500', failing_since = now() - make_interval(days => ${days}::int, mins => 1),
        probe_at = now() + make_interval(secs => ${inMs / 1000}::float8)`);
    },

    /** The token's only callback as pages have it. */
    stateOf: (tokenId: string) => onlyCallback(db, tokenId),

    reset: async () => {
      await stopAll();
      await db.execute(
        sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks, audit_log cascade`,
      );
      answer = () => undefined;
    },
    close: async () => {
      await receiver.close();
      await close();
    },
  };
}
