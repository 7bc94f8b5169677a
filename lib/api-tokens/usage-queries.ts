import "server-only";
import { and, eq, gt, inArray, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { Permission } from "@/db/constants";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens } from "@/db/schema/api-tokens";
import { auditLog } from "@/db/schema/audit-log";
import { callbacks } from "@/db/schema/callbacks";
import type { Context } from "../context";
import { DAY_MS } from "../format/durations";
import { type PermissionRoutes, UNUSED_AFTER_DAYS } from "./permissions";
import { tokenIsUsable } from "./state";

const since = sql.raw(`now() - interval '${UNUSED_AFTER_DAYS} days'`);

/** A message shows its position only with Read locations, so reading messages may be a use of it. */
const POSITION_ROUTES = [
  "/conversations/{id}/messages",
  "/messages/{id}",
  "/events",
  "/exports/messages",
  "/exports/locations",
];

export type UnusedPermissionsInput = { tokenId: string; routes: PermissionRoutes };

/** A served call of one of these routes; OPTIONS is answered without asking for a permission. */
function wasCalled(ctx: Context, tokenId: string, routes: readonly string[]): SQL {
  return sql`exists ${ctx.db
    .select({ one: sql`1` })
    .from(apiRequests)
    .where(
      and(
        eq(apiRequests.tokenId, tokenId),
        gt(apiRequests.startedAt, since),
        lt(apiRequests.status, 400),
        inArray(apiRequests.method, ["GET", "HEAD"]),
        inArray(apiRequests.route, [...routes]),
      ),
    )}`;
}

/** A callback of the token to which something was delivered: every event tells of its conversation. */
function wasCalledBack(tokenId: string): SQL {
  return sql`exists (select from ${callbacks}
    where ${callbacks.tokenId} = ${tokenId} and ${callbacks.lastSuccessAt} > ${since})`;
}

/**
 * A delivery that the token was told of. Deliveries sort by creation; one that waited for more than a month before it was
 * delivered is not looked for, nor is any where the callback itself says that there is none: it forgets its last success
 * only when its URL is changed.
 */
function wasToldOf(tokenId: string, what?: SQL): SQL {
  const oldest = uuidv7({ msecs: Date.now() - 2 * UNUSED_AFTER_DAYS * DAY_MS, random: new Uint8Array(16) });
  const mayHave = sql`greatest(${callbacks.lastSuccessAt}, ${callbacks.updatedAt}) > ${since}`;
  const conditions = and(
    eq(callbacks.tokenId, tokenId),
    mayHave,
    sql`deliveries.delivered_at > ${since}`,
    what,
  );
  return sql`exists (select from ${callbacks}
    join deliveries on deliveries.callback_id = ${callbacks.id} and deliveries.id > ${oldest} where ${conditions})`;
}

/** The same of a conversation in which a contact sent a position: its incoming message carries it. */
function wasToldAPosition(tokenId: string): SQL {
  return wasToldOf(
    tokenId,
    sql`${callbacks.eventType} = 'message.received'
      and exists (select from locations where locations.conversation_id = deliveries.conversation_id)`,
  );
}

const USES: Record<Permission, (ctx: Context, tokenId: string, routes: readonly string[]) => SQL> = {
  "conversations:read": (ctx, id, routes) =>
    sql`(${wasCalled(ctx, id, routes)} or ${wasCalledBack(id)} or ${wasToldOf(id)})`,
  "locations:read": (ctx, id, routes) =>
    sql`(${wasCalled(ctx, id, [...routes, ...POSITION_ROUTES])} or ${wasToldAPosition(id)})`,
  "data:export": (ctx, id, routes) => wasCalled(ctx, id, routes),
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
 * anything delivered, and for Read locations one of a conversation that holds a position. In doubt nothing is named:
 * not for a token that is not usable or was out of use within the period, nor for a permission that was switched on
 * within it.
 */
export async function listUnusedPermissions(
  ctx: Context,
  { tokenId, routes }: UnusedPermissionsInput,
): Promise<Permission[]> {
  const held = await longHeld(ctx, tokenId);
  if (held.length === 0) return [];
  const { switchedOn, wasOutOfUse } = await recentChanges(ctx, tokenId);
  const candidates = wasOutOfUse ? [] : held.filter((one) => !switchedOn.includes(one));
  if (candidates.length === 0) return [];
  const uses = Object.fromEntries(
    candidates.map((permission) => [
      permission,
      USES[permission](ctx, tokenId, routes[permission]).mapWith(Boolean),
    ]),
  );
  const [used] = await ctx.db.select(uses).from(apiTokens).where(eq(apiTokens.id, tokenId));
  return candidates.filter((permission) => used?.[permission] === false);
}
