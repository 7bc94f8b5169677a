import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestReceiver, type TestReceiver } from "@/tests/support/receiver";
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

const SECRET = "a-jobs-secret-of-more-than-32-characters";
let world: Awaited<ReturnType<typeof openWorld>>;
let receiver: TestReceiver;

beforeAll(async () => {
  world = await openWorld();
  receiver = await startTestReceiver();
  const settings = {
    DEPLOYMENT: "development",
    APP_URL: "http://localhost:3000",
    DATABASE_URL: world.url,
    AUTH_SECRET: "x".repeat(32),
    OIDC_ISSUER: "http://localhost:4400",
    OIDC_CLIENT_ID: "witiop-development",
    OIDC_CLIENT_SECRET: "secret",
    ENCRYPTION_KEY: KEY,
    WHATSAPP_APP_SECRET: "x".repeat(16),
    WHATSAPP_VERIFY_TOKEN: "x".repeat(8),
    JOBS_SECRET: SECRET,
    LOG_LEVEL: "silent",
    CALLBACK_ALLOWED_NETWORKS: "127.0.0.0/8",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
});

afterAll(async () => {
  const { database } = await import("@/lib/database");
  await database().$client.end({ timeout: 1 });
  await receiver.close();
  await world.close();
  vi.unstubAllEnvs();
});

const pendingCount = () =>
  scalar<number>(world.db, sql`select count(*)::int from deliveries where state = 'pending'`);

async function run(authorization?: string): Promise<Response> {
  const { POST } = await import("@/app/api/jobs/run/route");
  const headers: Record<string, string> = authorization ? { authorization } : {};
  return POST(new Request("http://localhost/api/jobs/run", { method: "POST", headers }));
}

describe("POST /api/jobs/run", () => {
  it.each([undefined, "Bearer wrong", SECRET, `Bearer ${SECRET}x`])("refuses %s", async (authorization) => {
    const response = await run(authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ code: "secret_required" });
  });

  it("delivers what is due and answers with counts", async () => {
    const numberId = await createNumber(world.db);
    const token = await createToken(world.db, { secret: receiver.secrets[0] ?? "" });
    await createCallback(world.db, token.id, `${receiver.url}/jobs`);
    for (let i = 0; i < 30; i++)
      await publish(world.db, await createThread(world.db, numberId), ["1", "2", "3"]);
    const response = await run(`Bearer ${SECRET}`);
    expect(response.status).toBe(200);
    const counts = (await response.json()) as Record<string, number>;
    expect(counts).toMatchObject({ delivered: 90, failed: 0 });
    expect(counts.claimed).toBeGreaterThanOrEqual(30);
    expect(receiver.events().filter((event) => event.verified)).toHaveLength(90);
    expect(await (await run(`Bearer ${SECRET}`)).json()).toEqual({ claimed: 0, delivered: 0, failed: 0 });
  });

  it("delivers a long queue of one conversation whole", async () => {
    const thread = await createThread(world.db, await createNumber(world.db));
    await publish(
      world.db,
      thread,
      Array.from({ length: 35 }, (_, i) => String(i)),
    );
    expect(await (await run(`Bearer ${SECRET}`)).json()).toMatchObject({ delivered: 35, failed: 0 });
  });

  it("delivers also while the upkeep is held up", async () => {
    const before = receiver.events().length;
    await publish(world.db, await createThread(world.db, await createNumber(world.db)), ["1"]);
    const holder = await world.db.$client.reserve();
    await holder`begin`;
    await holder`lock table sessions in access exclusive mode`;
    const running = run(`Bearer ${SECRET}`);
    try {
      await eventually(() => receiver.events().length === before + 1, "the callback");
    } finally {
      await holder`rollback`;
      holder.release();
    }
    expect(await (await running).json()).toMatchObject({ delivered: 1, failed: 0 });
  });
});

it("takes nothing more from the moment it is told to stop, also while the upkeep is held up", async () => {
  await publish(world.db, await createThread(world.db, await createNumber(world.db)), ["before"]);
  const control = new AbortController();
  const holder = await world.db.$client.reserve();
  await holder`begin`;
  await holder`lock table sessions in access exclusive mode`;
  const { runJobs } = await import("@/lib/jobs/run");
  const { env } = await import("@/lib/env");
  const running = runJobs({
    db: world.db,
    settings: env(),
    signal: control.signal,
    drainMs: 1_000,
    until: "stopped",
    onFault: () => undefined,
  });
  try {
    await eventually(async () => (await pendingCount()) === 0, "the callback");
    control.abort();
    // As long as it takes to end what is under way and to give the leases back.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await publish(world.db, await createThread(world.db, await createNumber(world.db)), ["after"]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await pendingCount()).toBe(1);
  } finally {
    await holder`rollback`;
    holder.release();
  }
  expect(await running).toMatchObject({ delivered: 1 });
});
