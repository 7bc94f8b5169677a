import { spawn } from "node:child_process";
import { once } from "node:events";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
import { testSettings } from "../support/env";
import {
  createCallback,
  createNumber,
  createThread,
  createToken,
  eventually,
  KEY,
  openWorld,
  publish,
  scalar,
} from "./callbacks-fixtures";

let world: Awaited<ReturnType<typeof openWorld>>;
let receiver: TestReceiver;
let answered: PromiseWithResolvers<number>;
let begun = 0;

beforeAll(async () => {
  world = await openWorld();
  answered = Promise.withResolvers();
  receiver = await startTestReceiver({
    answerWith: () => {
      begun++;
      return answered.promise;
    },
  });
});

afterAll(async () => {
  await receiver.close();
  await world.close();
});

/** A worker's process of its own on the database, as `npm run worker` runs it. */
function startProcess() {
  const settings = { ENCRYPTION_KEY: KEY, CALLBACK_ALLOWED_NETWORKS: "127.0.0.0/8" };
  return spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", "scripts/worker.ts"], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, ...testSettings(world.url, settings) },
    stdio: ["ignore", "inherit", "inherit"],
  });
}

test("told to stop by SIGTERM, a worker records what is under way, takes nothing more and ends with 0", async () => {
  const { db } = world;
  const token = await createToken(db, { secret: receiver.secrets[0] ?? "" });
  await createCallback(db, token.id, `${receiver.url}/stop`);
  const thread = await createThread(db, await createNumber(db));
  await publish(db, thread, ["1", "2"]);
  const worker = startProcess();
  const ended = once(worker, "exit");
  await eventually(() => begun === 1, "the call");
  worker.kill("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(worker.exitCode).toBeNull();
  answered.resolve(204);
  expect(await ended).toEqual([0, null]);
  expect(begun).toBe(1);
  expect(await scalar(db, sql`select string_agg(state, ' ' order by event_seq) from deliveries`)).toBe(
    "delivered pending",
  );
  expect(await scalar(db, sql`select count(*)::int from delivery_lanes where lease_until is null`)).toBe(1);
});
