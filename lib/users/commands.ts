import "server-only";
import { and, asc, eq, isNull, or, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { sessions, users } from "@/db/schema/users";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { AppError, notFound } from "../errors";
import type { IdInput } from "../input";

type LockedUser = { id: string; name: string; email: string; role: string; disabledAt: Date | null };

/**
 * Locks a user together with every enabled admin, always in the same order, so that changes of who may come in happen
 * one after the other. Throws `not_found`, and `forbidden` when the actor was shut out meanwhile.
 */
async function lockUser({ tx, actor }: TransactionContext, id: string) {
  const isEnabledAdmin = and(eq(users.role, "admin"), isNull(users.disabledAt));
  const rows: LockedUser[] = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      role: users.role,
      disabledAt: users.disabledAt,
    })
    .from(users)
    .where(or(eq(users.id, id), isEnabledAdmin))
    .orderBy(asc(users.id))
    .for("no key update");
  const user = rows.find((row) => row.id === id);
  const admins = rows.filter((row) => row.role === "admin" && row.disabledAt === null);
  if (actor.type === "user" && !admins.some((admin) => admin.id === actor.id))
    throw new AppError("forbidden", "Your own access has ended. Ask another admin.");
  if (!user) throw notFound("This user");
  return { user, admins };
}

async function endSessions(tx: Executor, userId: string): Promise<number> {
  const ended = await tx
    .delete(sessions)
    .where(eq(sessions.userId, userId))
    .returning({ isLive: sql<boolean>`${sessions.expires} > now()` });
  return ended.filter(({ isLive }) => isLive).length;
}

function targetOf({ id, name, email }: LockedUser) {
  return { targetId: id, targetLabel: email || name };
}

/**
 * Shuts a user out at once: every session ends in the same transaction and sign-ins are refused. Nobody disables
 * themselves, and one enabled admin always stays. Throws `not_found`, `conflict`, `forbidden`.
 */
export async function disableUser(ctx: Context, { id }: IdInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const { user, admins } = await lockUser(within, id);
    if (within.actor.type === "user" && within.actor.id === id)
      throw new AppError("conflict", "You cannot disable yourself. Ask another admin.");
    if (user.disabledAt !== null)
      throw new AppError("conflict", "This user is disabled already. Reload the page.");
    if (user.role === "admin" && admins.length === 1)
      throw new AppError("conflict", "This is the last admin. Let another admin sign in first.");
    await within.tx.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, id));
    const endedSessions = await endSessions(within.tx, id);
    await recordAudit(within, { action: "user.disabled", ...targetOf(user), after: { endedSessions } });
  });
}

/** Lets a disabled user sign in again, from the sign-in page on. Throws `not_found`, `conflict`, `forbidden`. */
export async function enableUser(ctx: Context, { id }: IdInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const { user } = await lockUser(within, id);
    if (user.disabledAt === null)
      throw new AppError("conflict", "This user is not disabled. Reload the page.");
    await within.tx.update(users).set({ disabledAt: null }).where(eq(users.id, id));
    // A sign-in that was under way when the user was disabled may have left one.
    await endSessions(within.tx, id);
    await recordAudit(within, { action: "user.enabled", ...targetOf(user) });
  });
}

/** Ends every session of a user, who may sign in again; answers how many were live. Throws `not_found`, `forbidden`. */
export async function signOutUser(ctx: Context, { id }: IdInput): Promise<{ endedSessions: number }> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const { user } = await lockUser(within, id);
    const endedSessions = await endSessions(within.tx, id);
    if (endedSessions > 0)
      await recordAudit(within, { action: "user.signed_out", ...targetOf(user), after: { endedSessions } });
    return { endedSessions };
  });
}
