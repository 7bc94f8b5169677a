import "server-only";
import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { Role } from "@/db/constants";
import { sessions, users } from "@/db/schema/users";
import { hashSessionToken } from "./session-hash";

export type SessionUser = { id: string; name: string; email: string; role: Role };

/** Whose session a cookie names: null when it is over, unknown, or its user is disabled. */
export async function findSessionUser(db: Database, sessionToken: string): Promise<SessionUser | null> {
  const [user] = await db
    .select({ id: users.id, name: users.name, email: users.email, role: users.role })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.sessionToken, hashSessionToken(sessionToken)),
        gt(sessions.expires, sql`now()`),
        isNull(users.disabledAt),
      ),
    );
  return user ?? null;
}
