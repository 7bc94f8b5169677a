import "server-only";
import { and, eq, gte, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { auditLog } from "@/db/schema/audit-log";
import type { Context } from "../context";
import { notFound } from "../errors";
import { OVERLAP_HOURS, type OverlapEnd, type RotationStatus, type SecretUse } from "./rotation-schema";

/** For so many days after its overlap a rotation is worth a line. */
const SHOWN_DAYS = 7;

async function getRotation(ctx: Context, id: string) {
  const until = apiTokens.previousSecretUntil;
  const [row] = await ctx.db
    .select({
      rotatedAt: apiTokens.secretCreatedAt,
      until,
      lasts: sql<boolean>`coalesce(${until} > now(), false)`,
      isShown: sql<boolean>`coalesce(${until} > now() - make_interval(days => ${SHOWN_DAYS}), false)
        and ${apiTokens.deletedAt} is null`,
      servedHours: sql<
        number | null
      >`extract(epoch from ${until} - ${apiTokens.secretCreatedAt})::float8 / 3600`,
      oldHint: apiTokens.previousSecretHint,
      newHint: apiTokens.secretHint,
    })
    .from(apiTokens)
    .where(eq(apiTokens.id, id));
  if (!row) throw notFound("This token");
  return row;
}

type Rotation = Awaited<ReturnType<typeof getRotation>>;

/** The deadline is a whole choice away from the rotation to the microsecond; an earlier end is somebody's doing. */
async function endOf(ctx: Context, id: string, rotation: Rotation): Promise<OverlapEnd | null> {
  if (rotation.lasts) return null;
  if (rotation.servedHours === OVERLAP_HOURS.now) return "at_once";
  if (Object.values<number | null>(OVERLAP_HOURS).includes(rotation.servedHours)) return "deadline";
  const stops = await ctx.db.$count(
    auditLog,
    and(
      eq(auditLog.targetType, "api_token"),
      eq(auditLog.targetId, id),
      eq(auditLog.action, "api_token.overlap_ended"),
      gte(auditLog.occurredAt, sql`(select secret_created_at from api_tokens where id = ${id})`),
    ),
  );
  return stops > 0 ? "stopped" : "first_use";
}

type CallsOfSecret = SecretUse & { isRotated: boolean };

/** The calls since the rotation by their secret, those apart that were refused because it is replaced. */
async function listUses(ctx: Context, id: string, rotatedAt: Date): Promise<CallsOfSecret[]> {
  const rows = await ctx.db.execute<Omit<CallsOfSecret, "lastUsedAt"> & { lastUsedAt: string }>(sql`
    select secret.hint, secret.is_rotated as "isRotated", secret.calls, secret.last_at::text as "lastUsedAt",
      newest.ip as "lastIp"
    from (
      select coalesce(secret_hint, '') as hint, code is not distinct from 'secret_rotated' as is_rotated,
        count(*)::int as calls, max(started_at) as last_at
      from api_requests where token_id = ${id} and started_at >= ${rotatedAt.toISOString()}::timestamptz
      group by 1, 2) secret
    left join lateral (
      select ip from api_requests
      where token_id = ${id} and started_at = secret.last_at and coalesce(secret_hint, '') = secret.hint
      limit 1) newest on true`);
  return rows.map((row) => ({ ...row, lastUsedAt: new Date(row.lastUsedAt) }));
}

function toUse({ isRotated: _, ...use }: CallsOfSecret): SecretUse {
  return use;
}

function pickUse(uses: CallsOfSecret[], hint: string): SecretUse {
  const found = uses.find((use) => use.hint === hint);
  return found ? toUse(found) : { hint, calls: 0, lastUsedAt: null, lastIp: null };
}

function refusedUse(uses: CallsOfSecret[]): SecretUse | null {
  const refused = uses.filter(({ isRotated }) => isRotated);
  const [newest] = refused.toSorted((a, b) => Number(b.lastUsedAt) - Number(a.lastUsedAt));
  return newest ? { ...toUse(newest), calls: refused.reduce((sum, { calls }) => sum + calls, 0) } : null;
}

/**
 * How the last rotation of a token goes on, and who still calls with which secret; null without one, when it ended
 * more than 7 days ago or the token is deleted. Throws `not_found`.
 */
export async function getRotationStatus(ctx: Context, id: string): Promise<RotationStatus | null> {
  const rotation = await getRotation(ctx, id);
  const { rotatedAt, until, oldHint, newHint } = rotation;
  if (!rotation.isShown || until === null || oldHint === null) return null;
  const uses = await listUses(ctx, id, rotatedAt);
  const taken = uses.filter(({ isRotated }) => !isRotated);
  return {
    rotatedAt,
    until,
    end: await endOf(ctx, id, rotation),
    oldSecret: pickUse(taken, oldHint),
    newSecret: pickUse(taken, newHint),
    refused: refusedUse(uses),
  };
}
