import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/client";
import { EVENT_TYPES, PERMISSIONS } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { suppliers } from "@/db/schema/suppliers";
import { insertRows } from "@/db/seed/insert";
import { DAY_MS } from "@/lib/format/durations";

const WORDS = ["Orders sync", "Route planner", "Stock export", "Invoice reader", "Chat archive"];
const TOKENS_PER_SUPPLIER = 20;

/** The share of the tokens that are not deleted. */
export const SHOWN_SHARE = 0.9;

const daysFrom = (now: number, days: number) => new Date(now + days * DAY_MS);

/** One of ten is paused, one expired, one expiring, one scheduled, one deleted, one never used. */
function tokenRow(i: number, supplierId: string, now: number) {
  const kind = i % 10;
  const createdAt = daysFrom(now, -30 - (i % 300));
  return {
    id: uuidv7({ msecs: createdAt.getTime() }),
    supplierId,
    name: `${WORDS[i % WORDS.length]} ${createHash("md5").update(String(i)).digest("hex").slice(0, 6)}`,
    secretHash: createHash("sha256").update(String(i)).digest("hex"),
    secretHint: i.toString(36).padStart(4, "0").slice(-4),
    signingSecret: "unused",
    activatesAt: kind === 4 ? daysFrom(now, 1 + (i % 60)) : createdAt,
    expiresAt:
      kind === 2 ? daysFrom(now, -1 - (i % 60)) : daysFrom(now, kind === 3 ? 1 + (i % 13) : 60 + (i % 700)),
    pausedAt: kind === 1 ? daysFrom(now, -(i % 30)) : null,
    deletedAt: kind === 5 ? daysFrom(now, -(i % 30)) : null,
    lastUsedAt: kind === 6 ? null : daysFrom(now, -(i % 90)),
    permissions: PERMISSIONS.filter((_, place) => (i >> place) % 2 === 0),
    seesAllNumbers: true,
    masksContacts: i % 2 === 0,
    allowedIps: [],
    rateLimitPerMinute: 600,
    createdAt,
    updatedAt: createdAt,
  };
}

/** Fills an empty database with that many tokens in every state, a supplier per twenty, and three callbacks for a third. */
export async function fillWithTokens(db: Database, count: number): Promise<void> {
  const now = Date.now();
  const createdAt = new Date(now);
  const owners = Array.from({ length: count / TOKENS_PER_SUPPLIER }, (_, i) => ({
    id: uuidv7(),
    name: `Supplier ${String(i).padStart(4, "0")} Srl`,
    createdAt,
    updatedAt: createdAt,
  }));
  const tokens = Array.from({ length: count }, (_, i) =>
    tokenRow(i, owners[i % owners.length]?.id ?? "", now),
  );
  const endpoints = tokens
    .filter((_, i) => i % 3 === 0)
    .flatMap((token, i) =>
      EVENT_TYPES.map((eventType) => ({
        id: uuidv7(),
        tokenId: token.id,
        eventType,
        url: "https://example.com/callback",
        enabled: true,
        failingSince: i % 20 === 0 ? createdAt : null,
        consecutiveFailures: 0,
        createdAt,
        updatedAt: createdAt,
      })),
    );
  await insertRows(db, suppliers, owners);
  await insertRows(db, apiTokens, tokens);
  await insertRows(db, callbacks, endpoints);
  // What autovacuum does within a minute of such a change.
  await db.$client.unsafe("vacuum analyze");
}
