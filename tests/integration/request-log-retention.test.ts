import { sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureRequestPartitions } from "@/db/partitions";
import { dropOldRequests } from "@/db/request-retention";
import { apiRequests } from "@/db/schema/api-requests";
import { runMaintenance } from "@/lib/jobs/maintenance";
import { type AdminWorld, openAdminWorld } from "../support/admin";

const MONTHS = ["2025_01", "2025_02", "2025_03", "2025_04"];
const BEFORE_MARCH = new Date("2025-03-01T00:00:00Z");
/** What somebody may wait at most; who queued behind a lock on the log would wait for as long as it is held. */
const LONGEST_WAIT_MS = 1_000;

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

async function addCall(startedAt: Date): Promise<void> {
  const call = { durationMs: 1, method: "GET", path: "/api/v1/token", status: 200 };
  await world.db.insert(apiRequests).values({ id: uuidv7(), startedAt, tokenId: uuidv7(), ...call });
}

beforeEach(async () => {
  for (const month of MONTHS) await world.db.execute(sql.raw(`drop table if exists api_requests_${month}`));
  await ensureRequestPartitions(world.db, new Date("2025-01-01T00:00:00Z"), new Date("2025-03-31T00:00:00Z"));
  await world.db.delete(apiRequests);
  for (const day of ["2025-01-31", "2025-02-28", "2025-03-01"]) await addCall(new Date(`${day}T23:59:59Z`));
});

/** The months of 2025 that are there, as tables of any kind, with those that are being taken out marked. */
async function months(): Promise<string[]> {
  const rows = await world.db.execute<{ name: string }>(sql`
    select c.relname || case when i.inhrelid is null then ' (out)' when i.inhdetachpending then ' (pending)' else '' end
      as name
    from pg_class c left join pg_inherits i on i.inhrelid = c.oid
    where c.relkind = 'r' and c.relname like 'api\\_requests\\_2025%' order by 1`);
  return rows.map(({ name }) => name.replace("api_requests_", ""));
}

const drop = (before = BEFORE_MARCH) => dropOldRequests(world.db, before);

describe("what is dropped", () => {
  test("are the months that lie wholly before, and nothing else", async () => {
    expect(await drop(new Date("2025-02-28T23:59:59.999Z"))).toEqual(["api_requests_2025_01"]);
    expect(await months()).toEqual(["2025_02", "2025_03"]);
    expect(await drop()).toEqual(["api_requests_2025_02"]);
    expect(await drop()).toEqual([]);
    expect(await world.db.$count(apiRequests)).toBe(1);
  });

  test("is not what somebody took out to keep it", async () => {
    await world.db.execute(sql`alter table api_requests detach partition api_requests_2025_01`);
    expect(await drop()).toEqual(["api_requests_2025_02"]);
    expect(await months()).toEqual(["2025_01 (out)", "2025_03"]);
  });

  test("is dropped once, however many workers are at it", async () => {
    const names = (await Promise.all(Array.from({ length: 4 }, () => drop()))).flat();
    expect(names.toSorted()).toEqual(["api_requests_2025_01", "api_requests_2025_02"]);
    expect(await months()).toEqual(["2025_03"]);
  });

  test("follows the days that are kept", async () => {
    const faults: unknown[] = [];
    const now = new Date("2025-05-30T00:00:01Z");
    const onFault = (fault: unknown) => faults.push(fault);
    const options = {
      now,
      retentionDays: 90,
      eventRetentionDays: 30,
      signal: new AbortController().signal,
      onFault,
    };
    await runMaintenance(world.db, { ...options, now: new Date("2025-05-29T00:00:00Z") });
    expect((await months()).slice(0, 2)).toEqual(["2025_02", "2025_03"]);
    await runMaintenance(world.db, options);
    expect((await months()).slice(0, 2)).toEqual(["2025_03", "2025_05"]);
    expect(faults).toEqual([]);
    for (const month of ["2025_05", "2025_06", "2025_07"])
      await world.db.execute(sql.raw(`drop table if exists api_requests_${month}`));
  });
});

/** Writes and reads the log until told to stop; answers the longest that any of it took. */
function keepBusy(): { stop: () => Promise<number> } {
  let isOver = false;
  let longestMs = 0;
  async function loop(work: () => Promise<unknown>) {
    while (!isOver) {
      const start = performance.now();
      await work();
      longestMs = Math.max(longestMs, performance.now() - start);
    }
  }
  const loops = [
    loop(() => addCall(new Date("2025-03-15T00:00:00Z"))),
    loop(() => world.db.execute(sql`select count(*) from api_requests where started_at >= '2025-03-01'`)),
    loop(() => world.db.execute(sql`select count(*) from api_requests`)),
  ];
  return {
    stop: async () => {
      isOver = true;
      await Promise.all(loops);
      return longestMs;
    },
  };
}

describe("while the log is in use", () => {
  test("nobody waits for a month to go", async () => {
    const work = keepBusy();
    const dropped: string[] = [];
    await expect.poll(async () => dropped.push(...(await drop())) && dropped.length).toBe(2);
    expect(await work.stop()).toBeLessThan(LONGEST_WAIT_MS);
    expect(await months()).toEqual(["2025_03"]);
  });

  test("a reader of the month lets it stay, and nobody queues behind; it goes with the next run", async () => {
    const reader = await world.db.$client.reserve();
    await reader`begin`;
    await reader`select count(*) from api_requests`;
    const work = keepBusy();
    for (let i = 0; i < 3; i++) expect(await drop()).toEqual([]);
    // The months ahead are made all the same.
    await ensureRequestPartitions(
      world.db,
      new Date("2025-04-01T00:00:00Z"),
      new Date("2025-04-30T00:00:00Z"),
    );
    expect(await work.stop()).toBeLessThan(LONGEST_WAIT_MS);
    expect(await months()).toEqual(["2025_01 (pending)", "2025_02", "2025_03", "2025_04"]);
    await reader`commit`;
    reader.release();
    expect(await drop()).toEqual(["api_requests_2025_01", "api_requests_2025_02"]);
  });

  test("what was taken out but not dropped yet is dropped by the next run", async () => {
    const reader = await world.db.$client.reserve();
    await reader`begin`;
    await reader`select count(*) from api_requests`;
    expect(await drop()).toEqual([]);
    await reader`commit`;
    await reader`alter table api_requests detach partition api_requests_2025_01 finalize`;
    reader.release();
    expect(await months()).toEqual(["2025_01 (out)", "2025_02", "2025_03"]);
    expect(await drop()).toEqual(["api_requests_2025_01", "api_requests_2025_02"]);
  });
});
