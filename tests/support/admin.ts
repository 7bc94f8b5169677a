import { randomBytes } from "node:crypto";
import { inflateRawSync } from "node:zlib";
import { asc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/client";
import type { Role } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { auditLog } from "@/db/schema/audit-log";
import { deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { suppliers } from "@/db/schema/suppliers";
import { users } from "@/db/schema/users";
import type { Actor, Context } from "@/lib/context";
import { AppError, type ErrorCode } from "@/lib/errors";
import { applyTestEnv } from "./env";
import { createTestDatabase } from "./postgres";

/** An id that nothing has. */
export const UNKNOWN_ID = "01935a00-0000-7000-8000-000000000000";

export type AdminWorld = { db: Database; admin: Context; manager: Context; close: () => Promise<void> };

async function addPerson(db: Database, role: Role): Promise<Context> {
  const person = { id: uuidv7(), role, name: `Some ${role}`, email: `${role}@example.com` };
  await db.insert(users).values(person);
  const actor: Actor = { type: "user", ...person };
  return { actor, db, requestId: uuidv7(), ip: "203.0.113.9" };
}

/** A database of the file's own, the settings of this process, and one person of each role. */
export async function openAdminWorld(settings: Record<string, string> = {}): Promise<AdminWorld> {
  const { url, drop } = await createTestDatabase();
  const db = applyTestEnv(url, settings);
  return {
    db,
    admin: await addPerson(db, "admin"),
    manager: await addPerson(db, "manager"),
    close: async () => {
      await db.$client.end({ timeout: 1 });
      await drop();
    },
  };
}

/** Stores a supplier and returns its id. */
export async function addSupplier(
  db: Database,
  name: string,
  settings: Partial<typeof suppliers.$inferInsert> = {},
): Promise<string> {
  const id = uuidv7();
  await db.insert(suppliers).values({ id, name, ...settings });
  return id;
}

export type NewTokenRow = Partial<typeof apiTokens.$inferInsert> & { supplierId: string };

/** Stores bare tokens in one statement, whose secrets nobody knows, and returns their ids in the same order. */
export async function addTokenRows(db: Database, rows: readonly NewTokenRow[]): Promise<string[]> {
  const values = rows.map((row) => ({
    id: uuidv7(),
    name: "Token",
    secretHash: randomBytes(32).toString("hex"),
    secretHint: "zzzz",
    signingSecret: "unused",
    activatesAt: new Date("2020-01-01T00:00:00Z"),
    ...row,
  }));
  await db.insert(apiTokens).values(values);
  return values.map(({ id }) => id);
}

/** What a command refused with: its code and the fields that it names, sorted. Fails when it did not refuse. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: ErrorCode; fields: string[] }> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { code: error.code, fields: Object.keys(error.details.fields ?? {}).sort() };
  }
  throw new Error("It was not refused.");
}

/** The audit rows of one thing, oldest first. */
export function auditOf(db: Database, targetId: string) {
  return db.select().from(auditLog).where(eq(auditLog.targetId, targetId)).orderBy(asc(auditLog.id));
}

export async function countAudit(db: Database): Promise<number> {
  return db.$count(auditLog);
}

/** The state of each delivery of a callback with its reason, in the order of the events. */
export async function deliveryStates(db: Database, callbackId: string): Promise<string[]> {
  const rows = await db
    .select({ state: deliveries.state, reason: deliveries.cancelledReason })
    .from(deliveries)
    .where(eq(deliveries.callbackId, callbackId))
    .orderBy(asc(deliveries.eventSeq));
  return rows.map(({ state, reason }) => (reason === null ? state : `${state}: ${reason}`));
}

/** How many lanes a callback has, and how many of them are due by the database's clock. */
export async function laneFacts(db: Database, callbackId: string): Promise<{ all: number; due: number }> {
  const [row] = await db
    .select({
      all: sql<number>`count(*)::int`,
      due: sql<number>`(count(*) filter (where ${deliveryLanes.nextAttemptAt} <= now()))::int`,
    })
    .from(deliveryLanes)
    .where(eq(deliveryLanes.callbackId, callbackId));
  return row ?? { all: 0, due: 0 };
}

/** Reads a stream to its end. */
export async function readAll(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
}

const CENTRAL_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
const DEFLATED = 8;

/** The entries of a zip file by their names, read from its central directory (APPNOTE 6.3.10, no zip64). */
export function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(END_OF_DIRECTORY);
  const entries = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    if (file.readUInt32LE(at) !== CENTRAL_ENTRY) throw new Error("The zip's directory is damaged.");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((o) => file.readUInt16LE(at + o));
    const name = file.toString("utf8", at + 46, at + 46 + (nameLength ?? 0));
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes = file.subarray(from, from + file.readUInt32LE(at + 20));
    const isDeflated = file.readUInt16LE(at + 10) === DEFLATED;
    entries.set(name, (isDeflated ? inflateRawSync(bytes) : bytes).toString("utf8"));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return entries;
}
