import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "@/db/client";
import {
  assertDurableDatabase,
  clockOffsetMs,
  isClockOffsetTolerable,
  onceReachable,
} from "@/lib/database-checks";
import { freePort } from "@/scripts/services/ports";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

const ROLE = "forgetful_role";

let server: TestDatabase;
let name: string;

beforeAll(async () => {
  server = await createTestDatabase();
  name = new URL(server.url).pathname.slice(1);
});

afterAll(() => server.drop());

/** Checks over a connection of its own: a session keeps the settings that it began with. */
async function check(url = server.url): Promise<unknown> {
  const db = connect(url, { max: 1 });
  try {
    await assertDurableDatabase(db);
    return null;
  } catch (error) {
    return error;
  } finally {
    await db.$client.end();
  }
}

async function execute(statement: string): Promise<void> {
  const db = connect(server.url, { max: 1 });
  await db.execute(statement);
  await db.$client.end();
}

describe("assertDurableDatabase", () => {
  test("lets a database with its default settings pass", async () => {
    expect(await check()).toBeNull();
  });

  test("refuses synchronous_commit = off that is set on the database", async () => {
    await execute(`alter database ${name} set synchronous_commit = off`);
    const error = await check();
    expect(error).toBeInstanceOf(Error);
    expect(String(error)).toContain("synchronous_commit is off");
    await execute(`alter database ${name} reset synchronous_commit`);
    expect(await check()).toBeNull();
  });

  test("refuses synchronous_commit = off that is set on the role", async () => {
    const url = new URL(server.url);
    [url.username, url.password] = [ROLE, "password"];
    await execute(`create role ${ROLE} login password 'password'`);
    try {
      expect(await check(url.href)).toBeNull();
      await execute(`alter role ${ROLE} set synchronous_commit = off`);
      expect(String(await check(url.href))).toContain("synchronous_commit is off");
      expect(await check()).toBeNull();
    } finally {
      await execute(`drop role ${ROLE}`);
    }
  });

  test.each(["on", "local", "remote_write", "remote_apply"])(
    "lets synchronous_commit = %s pass, which waits for the disk",
    async (setting) => {
      await execute(`alter database ${name} set synchronous_commit = ${setting}`);
      expect(await check()).toBeNull();
    },
  );
});

describe("the clock", () => {
  test("of a database on this host is this host's", async () => {
    const db = connect(server.url, { max: 1 });
    await clockOffsetMs(db);
    expect(Math.abs(await clockOffsetMs(db))).toBeLessThan(1_000);
    await db.$client.end();
  });

  test.each([
    [0, true],
    [30_000, true],
    [-30_000, true],
    [30_001, false],
    [-30_001, false],
  ])("an offset of %i ms is tolerable: %s", (offsetMs, tolerable) => {
    expect(isClockOffsetTolerable(offsetMs)).toBe(tolerable);
  });
});

describe("onceReachable", () => {
  test("waits for a database that does not answer, and goes on when it does", async () => {
    const away = new URL(server.url);
    away.port = String(await freePort());
    const urls = [away.href, away.href, server.url];
    const faults: unknown[] = [];
    const ask = async () => {
      const db = connect(urls.shift() ?? "", { max: 1 });
      return db.execute("select 1").finally(() => db.$client.end());
    };
    await expect(onceReachable(ask, (error) => faults.push(error), 1)).resolves.toHaveLength(1);
    expect(faults).toHaveLength(2);
  });

  test("does not wait when the database refuses what it is asked", async () => {
    const db = connect(server.url, { max: 1 });
    const ask = () => db.execute("select nothing_of_the_sort");
    await expect(onceReachable(ask, () => expect.unreachable())).rejects.toThrow();
    await db.$client.end();
  });
});
