import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { notFound } from "../errors";
import { overlapLasts, signingOverlapLasts } from "./state";

/** What changes of one token go by. It holds secrets, so it is never answered as it stands. */
export type LockedToken = Awaited<ReturnType<typeof lockToken>>;

/** Locks a token that is not deleted until the end of the transaction, for a change. Throws `not_found`. */
export async function lockToken(tx: Executor, id: string) {
  const [row] = await tx
    .select({
      name: apiTokens.name,
      note: apiTokens.note,
      supplierId: apiTokens.supplierId,
      activatesAt: apiTokens.activatesAt,
      expiresAt: apiTokens.expiresAt,
      allowedIps: apiTokens.allowedIps,
      rateLimitPerMinute: apiTokens.rateLimitPerMinute,
      permissions: apiTokens.permissions,
      seesAllNumbers: apiTokens.seesAllNumbers,
      masksContacts: apiTokens.masksContacts,
      secretHash: apiTokens.secretHash,
      secretHint: apiTokens.secretHint,
      secretCreatedAt: apiTokens.secretCreatedAt,
      previousSecretHash: apiTokens.previousSecretHash,
      previousSecretHint: apiTokens.previousSecretHint,
      overlapLasts,
      signingSecret: apiTokens.signingSecret,
      signingOverlapLasts,
    })
    .from(apiTokens)
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.deletedAt)))
    .for("update");
  if (!row) throw notFound("This token");
  return row;
}

/**
 * Locks tokens that are not deleted, for a change, in the order of their ids, so that two changes never wait for each
 * other. Throws `not_found` when one of them is not there.
 */
export async function lockTokens(tx: Executor, ids: string[]) {
  const rows = await tx
    .select({ id: apiTokens.id, name: apiTokens.name, pausedAt: apiTokens.pausedAt })
    .from(apiTokens)
    .where(and(inArray(apiTokens.id, ids), isNull(apiTokens.deletedAt)))
    .orderBy(asc(apiTokens.id))
    .for("update");
  if (rows.length !== ids.length) throw notFound(ids.length === 1 ? "This token" : "One of these tokens");
  return rows;
}
