import { createHash } from "node:crypto";
import { count, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { routes } from "@/app/api/routes";
import { connect, type Database } from "@/db/client";
import { CONVERSATION_STATUSES, MESSAGE_STATUSES, PERMISSIONS, TOKEN_STATES } from "@/db/constants";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryLanes } from "@/db/schema/callbacks";
import { conversations, managedNumbers } from "@/db/schema/conversations";
import { locations, messages } from "@/db/schema/messages";
import { suppliers } from "@/db/schema/suppliers";
import { accounts, users } from "@/db/schema/users";
import { type SeedResult, seed } from "@/db/seed";
import type { SeedDeps } from "@/db/seed/deps";
import { createSecret, hashSecret, isWellFormedSecret, secretHint } from "@/lib/api-tokens/secret";
import { tokenState } from "@/lib/api-tokens/state";
import { listUnusedPermissions } from "@/lib/api-tokens/usage-queries";
import { systemContext } from "@/lib/context";
import { routesByPermission } from "@/lib/http/route-doc";
import { signingKey } from "@/lib/signing-secrets/secret";
import { createTestDatabase, type TestDatabase } from "@/tests/support/postgres";

const LIMIT_MS = 20_000;
const now = new Date();
const deps: SeedDeps = {
  now,
  createSecret,
  hashSecret,
  secretHint,
  createSigningSecret: (randomIndex) =>
    `whsec_${Buffer.from(Array.from({ length: 32 }, () => randomIndex(256))).toString("base64")}`,
  encryptSigningSecret: (plain) => `sealed ${plain}`,
};

type Seeded = { database: TestDatabase; db: Database; result: SeedResult; tookMs: number };

async function seeded(options: Partial<SeedDeps> = {}): Promise<Seeded> {
  const database = await createTestDatabase();
  const db = connect(database.url);
  const begun = performance.now();
  const result = await seed(db, { ...deps, ...options });
  return { database, db, result, tookMs: performance.now() - begun };
}

async function fingerprint(db: Database, table: PgTable, order: string): Promise<string> {
  const [row] = await db.execute<{ all: string }>(
    sql`select coalesce(string_agg(t::text, '' order by ${sql.raw(order)}), '') as all from ${table} t`,
  );
  return createHash("sha256")
    .update(row?.all ?? "")
    .digest("hex");
}

describe("seed", () => {
  let first: Seeded;
  let second: Seeded;

  beforeAll(async () => {
    first = await seeded();
    second = await seeded();
  });

  afterAll(async () => {
    for (const { db, database } of [first, second]) {
      await db.$client.end();
      await database.drop();
    }
  });

  const rows = async (table: PgTable) => {
    const [row] = await first.db.select({ count: count() }).from(table);
    return row?.count;
  };

  it("makes the same rows for the same moment", async () => {
    expect(second.result).toEqual(first.result);
    for (const [table, order] of [
      [apiTokens, "id"],
      [messages, "id"],
      [deliveries, "id"],
      [apiRequests, "started_at, id"],
    ] as const)
      expect(await fingerprint(second.db, table, order)).toBe(await fingerprint(first.db, table, order));
  });

  it("is quick", () => {
    expect(Math.min(first.tookMs, second.tookMs)).toBeLessThan(LIMIT_MS);
  });

  it("makes the stated numbers of rows", async () => {
    expect(await rows(suppliers)).toBe(7);
    expect(await rows(users)).toBe(5);
    expect(await rows(apiTokens)).toBe(40);
    expect(await rows(managedNumbers)).toBe(3);
    expect(await rows(conversations)).toBe(2_000);
    expect(await rows(messages)).toBe(20_000);
    expect(await rows(locations)).toBe(200);
    expect(await rows(apiRequests)).toBe(50_000);
  });

  it("has every state, status and combination of permissions", async () => {
    const { db } = first;
    const states = await db.selectDistinct({ value: tokenState }).from(apiTokens);
    expect(states.map(({ value }) => value).sort()).toEqual([...TOKEN_STATES].sort());
    const ofConversations = await db.selectDistinct({ value: conversations.status }).from(conversations);
    expect(ofConversations.map(({ value }) => value).sort()).toEqual([...CONVERSATION_STATUSES].sort());
    const ofMessages = await db.selectDistinct({ value: messages.status }).from(messages);
    expect(ofMessages.map(({ value }) => value)).toEqual(expect.arrayContaining([...MESSAGE_STATUSES, null]));
    const rights = await db.selectDistinct({ value: apiTokens.permissions }).from(apiTokens);
    expect(rights).toHaveLength(2 ** PERMISSIONS.length);
    expect(await db.$count(apiTokens, isNull(apiTokens.lastUsedAt))).toBeGreaterThan(2);
  });

  it("has people of each role, disabled ones too, whom nobody can sign in as", async () => {
    const people = await first.db.select({ role: users.role, disabledAt: users.disabledAt }).from(users);
    expect(new Set(people.map(({ role }) => role))).toEqual(new Set(["admin", "manager"]));
    expect(people.filter(({ disabledAt }) => disabledAt !== null)).toHaveLength(1);
    expect(await rows(accounts)).toBe(0);
    expect(await first.db.$count(suppliers, isNotNull(suppliers.archivedAt))).toBe(1);
  });

  it("tells a demo token that may do everything", async () => {
    const { id, secret, signingSecret } = first.result.demoToken;
    const [row] = await first.db.select().from(apiTokens).where(eq(apiTokens.id, id));
    expect(isWellFormedSecret(secret)).toBe(true);
    expect(signingKey(signingSecret).symmetricKeySize).toBe(32);
    expect(row).toMatchObject({
      name: "Orders sync",
      secretHash: hashSecret(secret),
      permissions: [...PERMISSIONS],
      signingSecret: `sealed ${signingSecret}`,
    });
  });

  it("logs nothing of the future and no use that the log does not show", async () => {
    const [wrong] = await first.db.execute<{ count: number }>(sql`
      select count(*)::int as count from ${apiRequests} r join ${apiTokens} t on t.id = r.token_id
      where r.started_at > ${now.toISOString()}::timestamptz or r.started_at < t.created_at
        or (r.status < 400 and (r.started_at < t.activates_at or r.started_at >= t.expires_at
          or r.started_at >= t.paused_at or r.started_at >= t.deleted_at or r.started_at > t.last_used_at))
        or (r.code = 'permission_missing' and r.missing_permission = any(t.permissions))`);
    expect(wrong?.count).toBe(0);
    const statuses = await first.db.selectDistinct({ status: apiRequests.status }).from(apiRequests);
    expect(statuses.map(({ status }) => status)).toEqual(
      expect.arrayContaining([200, 400, 401, 403, 404, 405, 500, 503]),
    );
    const [details] = await first.db.execute<{ wrong: number }>(sql`
      select count(*)::int as wrong from ${apiRequests} r where (r.code is null) <> (r.detail is null)`);
    expect(details?.wrong).toBe(0);
    const [hints] = await first.db.execute<{ wrong: number }>(sql`
      select count(*)::int as wrong from ${apiRequests} r left join ${apiTokens} t on t.id = r.token_id
      where r.secret_hint is distinct from t.secret_hint`);
    expect(hints?.wrong).toBe(0);
  });

  it("notes as last use the last call that was served and read something, and nothing else", async () => {
    const [wrong] = await first.db.execute<{ count: number }>(sql`
      select count(*)::int as count from ${apiTokens} t
      left join (select token_id, max(started_at) as at from ${apiRequests}
        where status < 400 and method in ('GET', 'HEAD') group by 1) used on used.token_id = t.id
      -- Some were last used before the log begins.
      where t.last_used_at is distinct from coalesce(used.at, t.last_used_at)
        or (used.at is null and t.last_used_at >= (select min(started_at) from ${apiRequests}))`);
    expect(wrong?.count).toBe(0);
  });

  it("has a token that leaves a permission unused", async () => {
    const ctx = systemContext(first.db, "seed");
    const tokens = await first.db
      .select({ id: apiTokens.id, name: apiTokens.name })
      .from(apiTokens)
      .where(eq(tokenState, "active"));
    const unused = new Map<string, string[]>();
    for (const { id, name } of tokens)
      unused.set(name, await listUnusedPermissions(ctx, { tokenId: id, routes: routesByPermission(routes) }));
    expect(unused.get("Courier positions")).toEqual(["conversations:read"]);
    expect(unused.get("Warehouse screens")).toEqual([]);
  });

  it("owes nothing to an address that would be called", async () => {
    const [callable] = await first.db.execute<{ count: number }>(sql`
      select count(*)::int as count from ${callbacks} c join ${apiTokens} on ${apiTokens.id} = c.token_id
      where c.enabled and c.paused_at is null and ${tokenState} in ('active', 'expiring')`);
    expect(callable?.count).toBe(0);
    const [lanes] = await first.db.execute<{ wrong: number }>(sql`
      select count(*)::int as wrong from ${deliveryLanes} l where not exists (
        select from ${deliveries} d where d.callback_id = l.callback_id
          and d.conversation_id = l.conversation_id and d.state = 'pending')`);
    expect(lanes?.wrong).toBe(0);
    const [orphans] = await first.db.execute<{ count: number }>(sql`
      select count(*)::int as count from ${deliveries} d where d.state = 'pending' and not exists (
        select from ${deliveryLanes} l where d.callback_id = l.callback_id and d.conversation_id = l.conversation_id)`);
    expect(orphans?.count).toBe(0);
  });

  it("owes a paused token what happened before its pause, and nothing since", async () => {
    const [owed] = await first.db.execute<{ before: number; since: number }>(sql`
      select count(*) filter (where d.created_at < t.paused_at)::int as before,
        count(*) filter (where d.created_at >= t.paused_at)::int as since
      from ${deliveries} d join ${callbacks} c on c.id = d.callback_id join ${apiTokens} t on t.id = c.token_id
      where t.paused_at is not null and d.state = 'pending'`);
    expect(owed?.before).toBeGreaterThan(0);
    expect(owed?.since).toBe(0);
  });

  it("refuses a database that holds suppliers, and leaves it as it is", async () => {
    await expect(seed(first.db, deps)).rejects.toThrow(/already holds suppliers/);
    expect(await rows(suppliers)).toBe(7);
  });
});

describe("seed with a receiver", () => {
  it("lets the demo token's callbacks go there", async () => {
    const { db, database, result } = await seeded({ receiverUrl: "http://127.0.0.1:4500" });
    const own = await db
      .select({ url: callbacks.url, enabled: callbacks.enabled })
      .from(callbacks)
      .where(eq(callbacks.tokenId, result.demoToken.id));
    expect(own).toHaveLength(3);
    for (const { url, enabled } of own) {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:4500\//);
      expect(enabled).toBe(true);
    }
    await db.$client.end();
    await database.drop();
  });
});
