import { setTimeout } from "node:timers/promises";
import { asc, eq, sql } from "drizzle-orm";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { connect, type Database } from "@/db/client";
import { holdEventFloor } from "@/db/event-order";
import { events } from "@/db/schema/callbacks";
import { conversations } from "@/db/schema/conversations";
import type { Grant } from "@/lib/api-tokens/grant";
import { eventBody } from "@/lib/events/present";
import { publishEvents } from "@/lib/events/publish";
import type { EventResource } from "@/lib/events/resource-schema";
import { addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase } from "../support/postgres";
import { createNumber, createThread, payloadOf, publish, type Thread } from "./callbacks-fixtures";

const UNKNOWN_ID = "0fffffff-0000-7000-8000-000000000000";
const HOUR_MS = 3_600_000;

const server = await createTestDatabase();
const db = applyTestEnv(server.url);
/** The connections of publishers, whose transactions stay open. */
const writers = connect(server.url, { max: 24 });
let secret: string;

beforeEach(async () => {
  await db.execute(sql`truncate suppliers, managed_numbers, contacts cascade`);
  ({ secret } = await addToken(db, { rateLimitPerMinute: 1_000_000 }));
});

afterAll(async () => {
  await writers.$client.end();
  await db.$client.end();
  await server.drop();
});

type FeedPage = { data: EventResource[]; next_cursor: string | null };

async function read(query = "", who = secret): Promise<FeedPage> {
  const answer = await callApi(db, `/api/v1/events?${query}`, who);
  expect([answer.status, answer.row?.rowsReturned]).toEqual([200, answer.body().data.length]);
  return answer.body();
}

async function readAll(query = "", who = secret): Promise<EventResource[]> {
  const all: EventResource[] = [];
  let next: string | null = null;
  do {
    const page: FeedPage = await read(next === null ? query : `${query}&after=${next}`, who);
    all.push(...page.data);
    next = page.next_cursor;
  } while (next !== null);
  return all;
}

const texts = (list: EventResource[]) =>
  list.map((event) => (event.type === "message.received" ? event.data.message.text : event.type));
const stored = () => db.select().from(events).orderBy(asc(events.seq));

/** Ends what a failed test left open: the next one would wait for its locks. */
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const rollback of open.splice(0)) await rollback();
});

/** Runs the work in a transaction that stays open until it is told how to end. */
async function openTransaction(work: (tx: Database) => Promise<void>) {
  const ended = Promise.withResolvers<boolean>();
  const worked = Promise.withResolvers<void>();
  const over = writers
    .transaction(async (tx) => {
      await work(tx as unknown as Database);
      worked.resolve();
      if (!(await ended.promise)) tx.rollback();
    })
    .catch(() => undefined);
  await worked.promise;
  const end = async (commits: boolean) => {
    ended.resolve(commits);
    await over;
  };
  const rollback = () => end(false);
  open.push(rollback);
  return { commit: () => end(true), rollback };
}

const received = (thread: Thread, text: string) =>
  ({ type: "message.received", occurredAt: new Date(), payload: payloadOf(thread, text) }) as const;

const held = (thread: Thread, text: string) =>
  openTransaction((tx) => publishEvents(tx, thread.numberId, [received(thread, text)]));

describe("what an event is", () => {
  test.each([
    { permissions: ["conversations:read", "locations:read"], masksContacts: false },
    { permissions: ["conversations:read"], masksContacts: true },
  ] as const)("the body of its callback with its id, for a token with %j", async (settings) => {
    const thread = await createThread(db, await createNumber(db));
    await publish(db, thread, ["one"], "conversation.created");
    await publish(db, thread, ["two", "x".repeat(30_000)]);
    const permissions = [...settings.permissions];
    const token = await addToken(db, { permissions, masksContacts: settings.masksContacts });
    const grant: Grant = { tokenId: "", numberIds: null, ...settings };
    const bodies = (await stored()).map(({ payload, ...event }) => ({
      id: event.id,
      ...JSON.parse(eventBody({ ...event, payload: JSON.parse(payload) }, grant)),
    }));
    expect(await readAll("limit=2", token.secret)).toEqual(bodies);
    expect(bodies).toHaveLength(3);
  });

  test("only those of visible numbers are there, or of one of them", async () => {
    const threads = [];
    for (let i = 0; i < 3; i++) threads.push(await createThread(db, await createNumber(db)));
    for (const [i, thread] of [...threads, ...threads].entries()) await publish(db, thread, [String(i)]);
    const [first = "", ...others] = threads.map(({ numberId }) => numberId);
    const one = await addToken(db, { numberIds: [first] });
    const two = await addToken(db, { numberIds: others });
    const none = await addToken(db, { numberIds: [] });
    for (const limit of [1, 2, 100]) {
      expect(texts(await readAll(`limit=${limit}`))).toEqual(["0", "1", "2", "3", "4", "5"]);
      expect(texts(await readAll(`limit=${limit}`, one.secret))).toEqual(["0", "3"]);
      expect(texts(await readAll(`limit=${limit}`, two.secret))).toEqual(["1", "2", "4", "5"]);
      expect(await readAll(`limit=${limit}`, none.secret)).toEqual([]);
      expect(texts(await readAll(`limit=${limit}&managed_number_id=${first}`))).toEqual(["0", "3"]);
      expect(await readAll(`limit=${limit}&managed_number_id=${first}`, two.secret)).toEqual([]);
    }
    const refused = await callApi(db, `/api/v1/events?after=${(await stored())[0]?.id}`, two.secret);
    expect([refused.status, refused.body().code]).toEqual([400, "invalid_cursor"]);
  });
});

describe("where to begin", () => {
  test("after an event, at a time, and by type", async () => {
    const thread = await createThread(db, await createNumber(db));
    for (const text of ["0", "1", "2"]) await publish(db, thread, [text]);
    await publish(db, thread, ["3"], "conversation.created");
    const [first, second] = await stored();
    expect(texts(await readAll(`after=${first?.id}`))).toEqual(["1", "2", "conversation.created"]);
    expect(texts(await readAll("type=conversation.created"))).toEqual(["conversation.created"]);
    expect(texts(await readAll(`type=message.received&after=${second?.id}&limit=1`))).toEqual(["2"]);
    expect((await read("limit=4")).next_cursor).toBeNull();
    expect((await read("limit=3")).next_cursor).toBe((await stored())[2]?.id);
    // The end of an exactly full list, and what comes after it.
    const last = (await stored()).at(-1)?.id;
    expect(await read(`after=${last}`)).toEqual({ data: [], next_cursor: null });
    await publish(db, thread, ["4"]);
    expect(texts(await readAll(`after=${last}`))).toEqual(["4"]);
  });

  test("a time is that of the record, whatever the event's own is", async () => {
    const thread = await createThread(db, await createNumber(db));
    for (const [text, hoursAgo] of [
      ["old", 30],
      ["before", 3],
      ["since", 1],
    ] as const) {
      await publish(db, thread, [text]);
      const at = new Date(Date.now() - hoursAgo * HOUR_MS);
      const id = uuidv7({ msecs: at.getTime() });
      await db
        .update(events)
        .set({ id, createdAt: at })
        .where(eq(sql`${events.payload}::json #>> '{message,text}'`, text));
    }
    const from = (hoursAgo: number) => `from=${new Date(Date.now() - hoursAgo * HOUR_MS).toISOString()}`;
    expect(texts(await readAll(`${from(40)}&limit=1`))).toEqual(["old", "before", "since"]);
    expect(texts(await readAll(`${from(2.9)}`))).toEqual(["since"]);
    expect(texts(await readAll(`${from(3.1)}&limit=1`))).toEqual(["before", "since"]);
    expect(await read(from(-1))).toEqual({ data: [], next_cursor: null });
  });

  test("after one that is not kept any more come those that are, also when nothing came for long", async () => {
    const thread = await createThread(db, await createNumber(db));
    const idOf = (days: number) => uuidv7({ msecs: Date.now() - days * 24 * HOUR_MS });
    expect(await read(`after=${idOf(31)}`)).toEqual({ data: [], next_cursor: null });
    await publish(db, thread, ["owed"]);
    await db.update(events).set({ id: idOf(40) });
    await publish(db, thread, ["new"]);
    expect(texts((await read(`after=${idOf(31)}`)).data)).toEqual(["new"]);
    expect(texts((await read(`after=${idOf(50)}`)).data)).toEqual(["owed", "new"]);
  });

  test.each(["1", "%00", UNKNOWN_ID, "A".repeat(3000)])("after=%s is refused with advice", async (after) => {
    const answer = await callApi(db, `/api/v1/events?after=${after}`, secret);
    expect([answer.status, answer.body().code]).toEqual([400, "invalid_cursor"]);
    expect(answer.body().detail).toContain("from");
  });

  test.each(["cursor=x", "type=message.sent", "from=yesterday", "limit=101", "after=a&after=b"])(
    "?%s is an invalid parameter",
    async (query) => {
      const answer = await callApi(db, `/api/v1/events?${query}`, secret);
      expect([answer.status, answer.body().code]).toEqual([400, "invalid_parameter"]);
    },
  );
});

describe("events that are committed late", () => {
  test("are waited for: nothing beyond them is given before", async () => {
    const threads = [];
    for (let i = 0; i < 4; i++) threads.push(await createThread(db, await createNumber(db)));
    const [first, second, third, fourth] = threads as [Thread, Thread, Thread, Thread];
    await publish(db, first, ["0"]);
    const slow = await held(second, "1");
    const gone = await held(third, "2");
    await publish(db, fourth, ["3"]);
    const given = await readAll();
    expect(texts(given)).toEqual(["0"]);
    await gone.rollback();
    expect(texts(await readAll())).toEqual(["0"]);
    const slower = await held(third, "4");
    await slow.commit();
    expect(texts(await readAll(`after=${given[0]?.id}`))).toEqual(["1", "3"]);
    await publish(db, fourth, ["5"]);
    expect(texts(await readAll())).toEqual(["0", "1", "3"]);
    await slower.commit();
    expect(texts(await readAll())).toEqual(["0", "1", "3", "4", "5"]);
  });

  test("also when they were only announced", async () => {
    const [late, early] = [
      await createThread(db, await createNumber(db)),
      await createThread(db, await createNumber(db)),
    ];
    const announced = await openTransaction(holdEventFloor);
    await publish(db, early, ["0"]);
    expect(await readAll()).toEqual([]);
    await announced.rollback();
    await publish(db, late, ["1"]);
    expect(texts(await readAll())).toEqual(["0", "1"]);
  });
});

describe("many publishers", () => {
  const pauseMs = fc.integer({ min: 0, max: 25 });
  const publisher = fc.record({
    thread: fc.integer({ min: 0, max: 4 }),
    count: fc.integer({ min: 1, max: 3 }),
    commits: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
    pauses: fc.tuple(pauseMs, pauseMs, pauseMs),
  });
  type Publisher = typeof publisher extends fc.Arbitrary<infer T> ? T : never;

  async function run({ thread, count, commits, pauses }: Publisher, threads: Thread[]): Promise<void> {
    const target = threads[thread] as Thread;
    await setTimeout(pauses[0]);
    await writers
      .transaction(async (tx) => {
        await tx.select().from(conversations).where(eq(conversations.id, target.id)).for("update");
        await setTimeout(pauses[1]);
        await publishEvents(
          tx,
          target.numberId,
          Array.from({ length: count }, (_, i) => received(target, String(i))),
        );
        await setTimeout(pauses[2]);
        if (!commits) tx.rollback();
      })
      .catch((error) => {
        if (commits) throw error;
      });
  }

  async function follow(query: string, isOver: () => boolean): Promise<EventResource[]> {
    const given: EventResource[] = [];
    for (let wasOver = false; ; ) {
      const last = given.at(-1)?.id;
      const page = await read(last === undefined ? query : `${query}&after=${last}`);
      given.push(...page.data);
      if (wasOver && page.next_cursor === null) return given;
      wasOver = isOver();
    }
  }

  test("a reader that follows them gets each event once, and a conversation's in their order", async () => {
    const numbers = [await createNumber(db), await createNumber(db)];
    const threads: Thread[] = [];
    for (let i = 0; i < 5; i++) threads.push(await createThread(db, numbers[i % 2] as string));
    const programs = fc.array(publisher, { minLength: 8, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(programs, fc.integer({ min: 1, max: 7 }), async (publishers, limit) => {
        await db.execute(sql`truncate events cascade`);
        let isOver = false;
        const written = Promise.all(publishers.map((one) => run(one, threads))).then(() => {
          isOver = true;
        });
        const given = await follow(`limit=${limit}`, () => isOver);
        await written;
        const rows = await stored();
        expect(given.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
        const committed = publishers.filter(({ commits }) => commits);
        expect(rows).toHaveLength(committed.reduce((sum, { count }) => sum + count, 0));
      }),
      { numRuns: 12 },
    );
  });
});
