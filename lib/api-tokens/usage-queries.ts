import "server-only";
import { and, eq, gt, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Permission } from "@/db/constants";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { auditLog } from "@/db/schema/audit-log";
import { callbacks } from "@/db/schema/callbacks";
import type { Context } from "../context";
import { PERMISSION_ROUTES, UNUSED_AFTER_DAYS } from "./permissions";
import { tokenIsUsable } from "./state";

const DAY_MS = 86_400_000;

const since = sql.raw(`now() - interval '${UNUSED_AFTER_DAYS} days'`);

/** A message shows its position only with Read locations, so reading messages may be a use of it. */
const POSITION_ROUTES = [
  "/conversations/{id}/messages",
  "/messages/{id}",
  "/events",
  "/exports/messages",
  "/exports/locations",
];

const USING_ROUTES: Record<Permission, readonly string[]> = {
  ...PERMISSION_ROUTES,
  "locations:read": [...PERMISSION_ROUTES["locations:read"], ...POSITION_ROUTES],
};

/** A served call that the permission let pass; OPTIONS is answered without asking for one. */
function wasCalled(ctx: Context, tokenId: string, permission: Permission): SQL {
  return sql`exists ${ctx.db
    .select({ one: sql`1` })
    .from(apiRequests)
    .where(
      and(
        eq(apiRequests.tokenId, tokenId),
        gt(apiRequests.startedAt, since),
        lt(apiRequests.status, 400),
        inArray(apiRequests.method, ["GET", "HEAD"]),
        inArray(apiRequests.route, [...USING_ROUTES[permission]]),
      ),
    )}`;
}

/** An endpoint of the token that accepted something: every event tells of its conversation. */
function wasCalledBack(tokenId: string): SQL {
  return sql`exists (select from ${callbacks}
    where ${callbacks.tokenId} = ${tokenId} and ${callbacks.lastSuccessAt} > ${since})`;
}

/**
 * The same of a conversation in which a contact sent a position: its incoming message carries it. Deliveries sort by
 * creation; one that waited for more than a month before it was accepted is not looked for.
 */
function wasToldAPosition(tokenId: string): SQL {
  const oldest = uuidv7({ msecs: Date.now() - 2 * UNUSED_AFTER_DAYS * DAY_MS, random: new Uint8Array(16) });
  return sql`exists (select from ${callbacks}
    join deliveries on deliveries.callback_id = ${callbacks.id} and deliveries.id > ${oldest}
    where ${callbacks.tokenId} = ${tokenId} and ${callbacks.eventType} = 'message.received'
      and ${callbacks.lastSuccessAt} > ${since} and deliveries.delivered_at > ${since}
      and exists (select from locations where locations.conversation_id = deliveries.conversation_id))`;
}

const USES: Record<Permission, (ctx: Context, tokenId: string) => SQL> = {
  "conversations:read": (ctx, id) =>
    sql`(${wasCalled(ctx, id, "conversations:read")} or ${wasCalledBack(id)})`,
  "locations:read": (ctx, id) => sql`(${wasCalled(ctx, id, "locations:read")} or ${wasToldAPosition(id)})`,
  "data:export": (ctx, id) => wasCalled(ctx, id, "data:export"),
};

/** The permissions that a usable token has had for longer than the period, by its dates. */
async function longHeld(ctx: Context, tokenId: string): Promise<Permission[]> {
  const [token] = await ctx.db
    .select({ permissions: apiTokens.permissions })
    .from(apiTokens)
    .where(
      and(
        eq(apiTokens.id, tokenId),
        tokenIsUsable,
        lte(apiTokens.createdAt, since),
        lte(apiTokens.activatesAt, since),
      ),
    );
  return token?.permissions ?? [];
}

/** What the audit log of the period says of the token: permissions switched on, and whether it was out of use. */
async function recentChanges(ctx: Context, tokenId: string) {
  const rows = await ctx.db
    .select({ occurredAt: auditLog.occurredAt, before: auditLog.before, after: auditLog.after })
    .from(auditLog)
    .where(
      and(
        eq(auditLog.targetType, "api_token"),
        eq(auditLog.targetId, tokenId),
        gt(auditLog.occurredAt, since),
        or(
          sql`jsonb_exists_any(${auditLog.after}, array['permissions', 'pausedAt'])`,
          sql`jsonb_exists_any(${auditLog.before}, array['activatesAt', 'expiresAt'])`,
        ),
      ),
    );
  const listOf = (value: unknown) => (Array.isArray(value) ? value : []);
  const wasOver = ({ occurredAt, before }: (typeof rows)[number]) =>
    (typeof before?.expiresAt === "string" && new Date(before.expiresAt) <= occurredAt) ||
    (typeof before?.activatesAt === "string" && new Date(before.activatesAt) > occurredAt);
  return {
    switchedOn: rows.flatMap(({ before, after }) =>
      listOf(after?.permissions).filter((one) => !listOf(before?.permissions).includes(one)),
    ),
    wasOutOfUse: rows.some((row) => (row.after && "pausedAt" in row.after) || wasOver(row)),
  };
}

/**
 * The permissions of a token that it could have used in the last 30 days and did not. A use is a served call on a route
 * that the permission opens or, for Read locations, on one that shows a message's position; for Read conversations also
 * any accepted callback, and for Read locations one of a conversation that holds a position. In doubt nothing is named:
 * not for a token that is not usable or was out of use within the period, nor for a permission that was switched on
 * within it.
 */
export async function listUnusedPermissions(ctx: Context, tokenId: string): Promise<Permission[]> {
  const held = await longHeld(ctx, tokenId);
  if (held.length === 0) return [];
  const { switchedOn, wasOutOfUse } = await recentChanges(ctx, tokenId);
  const candidates = wasOutOfUse ? [] : held.filter((one) => !switchedOn.includes(one));
  if (candidates.length === 0) return [];
  const uses = Object.fromEntries(
    candidates.map((permission) => [permission, USES[permission](ctx, tokenId).mapWith(Boolean)]),
  );
  const [used] = await ctx.db.select(uses).from(apiTokens).where(eq(apiTokens.id, tokenId));
  return candidates.filter((permission) => used?.[permission] === false);
}
