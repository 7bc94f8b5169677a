import "server-only";
import { asc, eq, inArray, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries, deliveryLanes, events } from "@/db/schema/callbacks";
import { grantColumns } from "../api-tokens/token-lookup";
import { recordAudit } from "../audit/record";
import type { AuditAction } from "../audit/words";
import { type Context, requireRight, type TransactionContext, withTransaction } from "../context";
import { wakeWorkers } from "../events/publish";
import type { DeliveryChange, DeliveryIdsInput } from "./schema";
import { blockReason, ownLane, waitsFor } from "./wait-reason";
import type { ChangeRefusal } from "./words";

/** What a change of a delivery is decided by. */
type DeliveryFacts = Awaited<ReturnType<typeof readFacts>>[number];

export type DeliveryChangeDefinition = {
  action: AuditAction;
  /** Why this delivery is left as it is; null when it is changed. */
  refuse: (facts: DeliveryFacts) => ChangeRefusal | null;
  /** Changes those of the deliveries that are still as they were, and answers their ids. */
  write: (tx: Executor, ids: string[]) => Promise<string[]>;
  /** What kept the others from being changed meanwhile. */
  overtaken: ChangeRefusal;
};

/** Keeps the tokens of these deliveries, their callbacks and their rights as they are until the end of the transaction. */
async function holdTokens(tx: Executor, ids: string[]): Promise<void> {
  const own = tx
    .select({ tokenId: callbacks.tokenId })
    .from(deliveries)
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .where(inArray(deliveries.id, ids));
  await tx
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(inArray(apiTokens.id, own))
    .orderBy(asc(apiTokens.id))
    .for("share");
}

async function readFacts(tx: Executor, ids: string[]) {
  return tx
    .select({
      id: deliveries.id,
      state: deliveries.state,
      waitsFor,
      blockedBy: blockReason,
      isDue: sql<boolean>`coalesce(greatest(${deliveryLanes.nextAttemptAt}, ${callbacks.probeAt}) <= now(), false)`,
      managedNumberId: events.managedNumberId,
      numberIds: grantColumns.numberIds,
      tokenId: apiTokens.id,
      tokenName: apiTokens.name,
    })
    .from(deliveries)
    .innerJoin(events, eq(events.id, deliveries.eventId))
    .innerJoin(callbacks, eq(callbacks.id, deliveries.callbackId))
    .innerJoin(apiTokens, eq(apiTokens.id, callbacks.tokenId))
    .leftJoin(deliveryLanes, ownLane)
    .where(inArray(deliveries.id, ids));
}

/** One audit row for each token, with the deliveries of it that were changed. */
async function audit(
  within: TransactionContext,
  action: AuditAction,
  changed: DeliveryFacts[],
): Promise<void> {
  for (const [tokenId, own] of Map.groupBy(changed, (facts) => facts.tokenId))
    await recordAudit(within, {
      action,
      targetId: tokenId,
      targetLabel: own[0]?.tokenName,
      after: { deliveryIds: own.map(({ id }) => id).toSorted() },
    });
}

function countRefusals(reasons: ChangeRefusal[]): DeliveryChange["refused"] {
  return [...Map.groupBy(reasons, (reason) => reason)].map(([reason, all]) => ({
    reason,
    count: all.length,
  }));
}

/**
 * Makes a command on deliveries: it changes those that may be, each with its trace in the audit log, and answers why the
 * others stay as they are. Throws `forbidden`.
 */
export function defineDeliveryChange({ action, refuse, write, overtaken }: DeliveryChangeDefinition) {
  return async (ctx: Context, { ids }: DeliveryIdsInput): Promise<DeliveryChange> => {
    requireRight(ctx, "write");
    return withTransaction(ctx, async (within) => {
      await holdTokens(within.tx, ids);
      const found = await readFacts(within.tx, ids);
      const judged = found.map((facts) => ({ facts, reason: refuse(facts) }));
      const wanted = judged.flatMap(({ facts, reason }) => (reason === null ? [facts] : []));
      const changedIds = new Set(
        wanted.length === 0
          ? []
          : await write(
              within.tx,
              wanted.map(({ id }) => id),
            ),
      );
      const changed = wanted.filter(({ id }) => changedIds.has(id));
      await audit(within, action, changed);
      if (changed.length > 0) await wakeWorkers(within.tx);
      return {
        changed: changed.length,
        refused: countRefusals([
          ...judged.flatMap(({ reason }) => reason ?? []),
          ...Array<ChangeRefusal>(wanted.length - changed.length).fill(overtaken),
          ...Array<ChangeRefusal>(ids.length - found.length).fill("not_there"),
        ]),
      };
    });
  };
}
