import { asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { deliveries, deliveryAttempts, deliveryLanes } from "@/db/schema/callbacks";
import type { Dispatcher } from "@/lib/dispatcher/dispatcher";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  testDispatcher,
  textOf,
} from "./callbacks-fixtures";

type Answer = (text: string) => number | undefined | Promise<number | undefined>;

/** People, a receiver whose answers a test may change by path, and dispatchers that end with the test. */
export type DeliveriesWorld = AdminWorld & {
  numberId: string;
  receiver: TestReceiver;
  answers: Map<string, Answer>;
  /** Starts a dispatcher. */
  work: (options?: Parameters<typeof testDispatcher>[1]) => Dispatcher;
  /** Stops the dispatchers and forgets all events and callbacks. */
  reset: () => Promise<void>;
};

export async function openDeliveriesWorld(): Promise<DeliveriesWorld> {
  const world = await openAdminWorld();
  const answers = new Map<string, Answer>();
  const running: Dispatcher[] = [];
  const receiver = await startTestReceiver({
    answerWith: (event) => answers.get(event.path)?.(textOf(event.body)),
  });
  const stopAll = () => Promise.all(running.splice(0).map((each) => each.stop({ drainMs: 2_000 })));
  return {
    ...world,
    numberId: await createNumber(world.db),
    receiver,
    answers,
    work: (options) => {
      const dispatcher = testDispatcher(world.db, options);
      running.push(dispatcher);
      dispatcher.start();
      return dispatcher;
    },
    reset: async () => {
      await stopAll();
      answers.clear();
      await world.db.execute(
        sql`truncate delivery_attempts, deliveries, delivery_lanes, events, callbacks, audit_log cascade`,
      );
    },
    close: async () => {
      await stopAll();
      await receiver.close();
      await world.close();
    },
  };
}

/** A token with a callback for incoming messages at that path, and a conversation. */
export async function subscribe(
  world: DeliveriesWorld,
  path: string,
  values: Parameters<typeof createToken>[1] = {},
) {
  const { db, receiver, numberId } = world;
  const token = await createToken(db, { secret: receiver.secrets[0] ?? "", ...values });
  const callbackId = await createCallback(db, token.id, receiver.url + path);
  return { tokenId: token.id, callbackId, path, thread: await createThread(db, numberId) };
}

/** The texts that arrived at a path, in their order. */
export function textsAt({ receiver }: DeliveriesWorld, path: string): string[] {
  return receiver
    .events()
    .filter((event) => event.path === path)
    .map(({ body }) => textOf(body));
}

/** The deliveries of a callback in the order of their events. */
export function deliveriesOf(db: Database, callbackId: string) {
  return db
    .select()
    .from(deliveries)
    .where(eq(deliveries.callbackId, callbackId))
    .orderBy(asc(deliveries.eventSeq));
}

export async function idsOf(db: Database, callbackId: string): Promise<string[]> {
  return (await deliveriesOf(db, callbackId)).map(({ id }) => id);
}

export function attemptsOf(db: Database, deliveryId: string) {
  return db
    .select()
    .from(deliveryAttempts)
    .where(eq(deliveryAttempts.deliveryId, deliveryId))
    .orderBy(asc(deliveryAttempts.no));
}

/** True while a worker has a lane in its hands. */
export async function isLeased(db: Database): Promise<boolean> {
  return (await db.$count(deliveryLanes, isNotNull(deliveryLanes.leaseUntil))) > 0;
}

/** True when nothing is owed and no lane is open. */
export async function isQuiet(db: Database): Promise<boolean> {
  const [pending, lanes] = await Promise.all([
    db.$count(deliveries, eq(deliveries.state, "pending")),
    db.$count(deliveryLanes),
  ]);
  return pending === 0 && lanes === 0;
}

/** What a command answers that changed one delivery. */
export const one = { changed: 1, refused: [] };

/** What a command answers that changed nothing, for that reason. */
export const refused = (reason: string, count = 1) => ({ changed: 0, refused: [{ reason, count }] });
