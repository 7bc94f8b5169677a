import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "@/db/client";
import { testSettings } from "../support/env";
import { createTestDatabase } from "../support/postgres";

/** Lets the database's clock be a minute ahead for all who connect from now on. */
async function setClock(url: string): Promise<void> {
  const db = connect(url, { max: 1 });
  await db.$client.unsafe(`
    create schema ahead;
    create function ahead.clock_timestamp() returns timestamptz language sql
      as 'select pg_catalog.clock_timestamp() + interval ''1 minute''';
    alter database ${new URL(url).pathname.slice(1)} set search_path = ahead, pg_catalog, public`);
  await db.$client.end();
}

test("a worker's process watches its clock, and ends all the same", async () => {
  const { url, drop } = await createTestDatabase();
  await setClock(url);
  const worker = spawn(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"],
    {
      env: { NODE_ENV: "production", PATH: process.env.PATH, ...testSettings(url, { LOG_LEVEL: "warn" }) },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(() => void worker.kill("SIGKILL"));
  const ended = once(worker, "exit");
  const [line] = await once(createInterface({ input: worker.stdout }), "line");
  expect(JSON.parse(line)).toMatchObject({ msg: expect.stringContaining("this host's clock is off") });
  expect(Math.abs(JSON.parse(line).offsetMs - 60_000)).toBeLessThan(10_000);
  worker.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  await drop();
});
