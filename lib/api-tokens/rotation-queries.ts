import "server-only";
import { and, eq, gte, type SQL, sql } from "drizzle-orm";
import { apiTokens } from "@/db/schema/api-tokens";
import { auditLog } from "@/db/schema/audit-log";
import type { Context } from "../context";
import { notFound } from "../errors";
import type {
  EndedRotation,
  OverlapEnd,
  RotationStatus,
  RunningRotation,
  SecretUse,
} from "./rotation-schema";
import { MAX_COUNTED_CALLS, OVERLAP_HOURS } from "./settings";
import { overlapLasts } from "./state";

/** For so many days after its overlap a rotation is worth a line. */
const SHOWN_DAYS = 7;

/** The rotation that is worth showing; null when there is none. Throws `not_found`. */
async function findRotation(ctx: Context, id: string) {
  const untilColumn = apiTokens.previousSecretUntil;
  const [row] = await ctx.db
    .select({
      rotatedAt: apiTokens.secretCreatedAt,
      until: untilColumn,
      lasts: overlapLasts,
      isShown: sql<boolean>`coalesce(${untilColumn} > now() - make_interval(days => ${SHOWN_DAYS}), false)
        and ${apiTokens.deletedAt} is null`,
      servedHours: sql<
        number | null
      >`extract(epoch from ${untilColumn} - ${apiTokens.secretCreatedAt})::float8 / 3600`,
      oldHint: apiTokens.previousSecretHint,
      newHint: apiTokens.secretHint,
    })
    .from(apiTokens)
    .where(eq(apiTokens.id, id));
  if (!row) throw notFound("This token");
  const { isShown, until, oldHint, ...rotation } = row;
  return isShown && until !== null && oldHint !== null ? { ...rotation, until, oldHint } : null;
}

type Rotation = NonNullable<Awaited<ReturnType<typeof findRotation>>>;

/** The deadline is a whole choice away from the rotation to the microsecond; an earlier end is somebody's doing. */
async function endOf(ctx: Context, id: string, { servedHours }: Rotation): Promise<OverlapEnd> {
  if (servedHours === OVERLAP_HOURS.now) return "at_once";
  if (Object.values<number | null>(OVERLAP_HOURS).includes(servedHours)) return "deadline";
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

/** The newest calls of a token since then by their secret, the secret of the newest call first. */
async function listUses(ctx: Context, id: string, since: Date, which: SQL): Promise<SecretUse[]> {
  const rows = await ctx.db.execute<Omit<SecretUse, "lastUsedAt"> & { lastUsedAt: string }>(sql`
    select hint, count(*)::int as calls, max(started_at)::text as "lastUsedAt",
      (array_agg(ip order by started_at desc, id desc))[1] as "lastIp"
    from (
      select coalesce(secret_hint, '') as hint, started_at, id, ip from api_requests
      where token_id = ${id} and started_at >= ${since.toISOString()}::timestamptz and ${which}
      order by started_at desc, id desc limit ${MAX_COUNTED_CALLS + 1}) newest
    group by hint order by max(started_at) desc`);
  return rows.map((row) => ({ ...row, lastUsedAt: new Date(row.lastUsedAt) }));
}

async function runningRotation(ctx: Context, id: string, rotation: Rotation): Promise<RunningRotation> {
  const { rotatedAt, until, oldHint, newHint } = rotation;
  const uses = await listUses(ctx, id, rotatedAt, sql`true`);
  const pickUse = (hint: string): SecretUse =>
    uses.find((use) => use.hint === hint) ?? { hint, calls: 0, lastUsedAt: null, lastIp: null };
  return { end: null, until, oldSecret: pickUse(oldHint), newSecret: pickUse(newHint) };
}

async function endedRotation(ctx: Context, id: string, rotation: Rotation): Promise<EndedRotation> {
  const { rotatedAt, until, oldHint } = rotation;
  // With the status, as the index of these says it.
  const refused = await listUses(ctx, id, until, sql`code = 'secret_rotated' and status >= 400`);
  const calls = refused.reduce((sum, use) => sum + use.calls, 0);
  return {
    end: await endOf(ctx, id, rotation),
    rotatedAt,
    until,
    oldHint,
    refused: refused[0] ? { ...refused[0], calls } : null,
  };
}

/**
 * How the last rotation of a token goes on, and who still calls with which secret; null without one, when it ended
 * more than 7 days ago or the token is deleted. Throws `not_found`.
 */
export async function getRotationStatus(ctx: Context, id: string): Promise<RotationStatus | null> {
  const rotation = await findRotation(ctx, id);
  if (rotation === null) return null;
  return rotation.lasts ? runningRotation(ctx, id, rotation) : endedRotation(ctx, id, rotation);
}
