import { eq, sql } from "drizzle-orm";
import type { Database, Executor } from "./client";
import { holdEventFloor } from "./event-order";
import { ADVISORY_LOCKS } from "./locks";
import { ensureRequestPartitions } from "./partitions";
import { apiRequests } from "./schema/api-requests";
import { apiTokenNumbers, apiTokens } from "./schema/api-tokens";
import { auditLog } from "./schema/audit-log";
import { callbacks, deliveries, deliveryAttempts, deliveryLanes, events } from "./schema/callbacks";
import { contacts, conversations, managedNumbers } from "./schema/conversations";
import { locations, messageStatuses, messages } from "./schema/messages";
import { suppliers } from "./schema/suppliers";
import { users } from "./schema/users";
import { planAudit } from "./seed/audit";
import { type PlannedCallback, planCallbacks } from "./seed/callbacks";
import { planTalk, type Talk } from "./seed/conversations";
import { planDeliveries } from "./seed/deliveries";
import type { SeedDeps } from "./seed/deps";
import { planEvents } from "./seed/events";
import { insertRows } from "./seed/insert";
import { type NumberRow, planNumbers, planSuppliers } from "./seed/parties";
import { planRequests } from "./seed/requests";
import { DAY_MS, shifted } from "./seed/times";
import { type DemoToken, planTokenNumbers, planTokens } from "./seed/tokens";
import { planUsers } from "./seed/users";

const PARTITIONS_BEHIND_MS = 35 * DAY_MS;

/** How many rows were made, and the one token whose secret is known. */
export type SeedResult = { counts: Record<string, number>; demoToken: DemoToken };

async function insertTalk(tx: Executor, talk: Talk): Promise<void> {
  await insertRows(tx, contacts, talk.contacts);
  await insertRows(tx, conversations, talk.conversations);
  await insertRows(tx, messages, talk.messages);
  await insertRows(tx, messageStatuses, talk.statuses);
  await insertRows(tx, locations, talk.locations);
}

/** Inserts the events and what the callbacks were owed of them; the database gives each event its place. */
async function insertEvents(
  tx: Executor,
  now: Date,
  {
    talk,
    numbers,
    planned,
  }: { talk: Talk; numbers: readonly NumberRow[]; planned: readonly PlannedCallback[] },
): Promise<{ events: number; deliveries: number }> {
  const made = planEvents(now, talk, numbers);
  await holdEventFloor(tx);
  await insertRows(tx, events, made);
  const places = new Map(
    (await tx.select({ id: events.id, seq: events.seq }).from(events)).map(({ id, seq }) => [id, seq]),
  );
  const stored = made.map((event) => ({ ...event, seq: places.get(event.id) ?? 0n }));
  const owed = planDeliveries(now, planned, stored);
  await insertRows(tx, deliveries, owed.deliveries);
  await insertRows(tx, deliveryAttempts, owed.attempts);
  await insertRows(tx, deliveryLanes, owed.lanes);
  return { events: made.length, deliveries: owed.deliveries.length };
}

/** Tokens were last used when the log says so: at their last served call that read something, as the log's writer has it. */
async function noteLastUse(tx: Executor): Promise<void> {
  await tx
    .update(apiTokens)
    .set({ lastUsedAt: sql`used.at` })
    .from(
      sql`(select ${apiRequests.tokenId} as token_id, max(${apiRequests.startedAt}) as at from ${apiRequests}
        where ${apiRequests.tokenId} is not null
          and ${apiRequests.status} < 400 and ${apiRequests.method} in ('GET', 'HEAD')
        group by 1) used`,
    )
    .where(eq(apiTokens.id, sql`used.token_id`));
}

async function fill(tx: Executor, deps: SeedDeps): Promise<SeedResult> {
  const { now } = deps;
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.seed})`);
  const [present] = await tx.select({ name: suppliers.name }).from(suppliers).limit(1);
  if (present)
    throw new Error(
      `The database already holds suppliers (such as ${present.name}); only an empty one is seeded.`,
    );
  const [userRows, supplierRows, numberRows] = [planUsers(now), planSuppliers(now), planNumbers(now)];
  await insertRows(tx, users, userRows);
  await insertRows(tx, suppliers, supplierRows);
  await insertRows(tx, managedNumbers, numberRows);
  const { tokens, demoToken } = planTokens(deps, supplierRows, numberRows);
  await insertRows(
    tx,
    apiTokens,
    tokens.map(({ row }) => row),
  );
  await insertRows(tx, apiTokenNumbers, planTokenNumbers(tokens));
  const talk = planTalk(now, numberRows);
  await insertTalk(tx, talk);
  const planned = planCallbacks(now, tokens, deps.receiverUrl);
  await insertRows(
    tx,
    callbacks,
    planned.map(({ row }) => row),
  );
  const owed = await insertEvents(tx, now, { talk, numbers: numberRows, planned });
  await ensureRequestPartitions(tx, shifted(now, -PARTITIONS_BEHIND_MS), now);
  const requests = planRequests(now, tokens, talk);
  await insertRows(tx, apiRequests, requests);
  await noteLastUse(tx);
  const audit = planAudit(now, supplierRows, tokens, planned);
  await insertRows(tx, auditLog, audit);
  const counts = {
    users: userRows.length,
    suppliers: supplierRows.length,
    tokens: tokens.length,
    managedNumbers: numberRows.length,
    contacts: talk.contacts.length,
    conversations: talk.conversations.length,
    messages: talk.messages.length,
    messageStatuses: talk.statuses.length,
    locations: talk.locations.length,
    callbacks: planned.length,
    ...owed,
    requests: requests.length,
    auditRows: audit.length,
  };
  return { counts, demoToken };
}

/**
 * Fills an empty, migrated database with believable data, all of it or nothing: the same rows for the same `deps`.
 * Throws an Error when there are suppliers already.
 */
export async function seed(db: Database, deps: SeedDeps): Promise<SeedResult> {
  const result = await db.transaction((tx) => fill(tx, deps));
  await db.execute(sql`analyze`);
  return result;
}
