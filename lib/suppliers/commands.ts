import "server-only";
import { and, eq, isNull, ne, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { ADVISORY_LOCKS } from "@/db/locks";
import { suppliers } from "@/db/schema/suppliers";
import { changedFields } from "../audit/diff";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { AppError, notFound } from "../errors";
import type { IdInput } from "../input";
import type { SectionSaved } from "../result";
import { requireSameVersion } from "../section-version";
import { pauseTokensOf } from "./pause-tokens";
import type {
  ArchiveSupplierInput,
  CreateSupplierInput,
  SupplierOption,
  UpdateSupplierInput,
} from "./schema";
import { supplierVersion } from "./version";

/** Characters that cannot be seen in a name, as PostgreSQL's expressions write them. */
const UNSEEN =
  "[\\u00AD\\u034F\\u061C\\u115F\\u1160\\u180B-\\u180F\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFE00-\\uFE0F\\uFEFF]";

/** A name without what does not tell it apart for a reader: case, width, spacing and what cannot be seen. */
function readName(name: SQLWrapper | string): SQL {
  const seen = sql`regexp_replace(normalize(${name}, nfkc), ${UNSEEN}, '', 'g')`;
  return sql`btrim(lower(regexp_replace(${seen}, '\\s+', ' ', 'g')))`;
}

/** True when another supplier that is not archived has a name that reads the same; no such one appears before the end of the transaction. */
async function nameIsTaken(tx: Executor, name: string, ownId?: string): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADVISORY_LOCKS.supplierNames})`);
  const [other] = await tx
    .select({ id: suppliers.id })
    .from(suppliers)
    .where(
      and(
        isNull(suppliers.archivedAt),
        sql`${readName(suppliers.name)} = ${readName(name)}`,
        ownId ? ne(suppliers.id, ownId) : undefined,
      ),
    )
    .limit(1);
  return other !== undefined;
}

async function requireFreeName(tx: Executor, name: string, ownId?: string): Promise<void> {
  if (!(await nameIsTaken(tx, name, ownId))) return;
  const message = "Another supplier has this name already. Choose one that tells them apart.";
  throw new AppError("invalid_input", message, { fields: { name: message } });
}

/** Locks a supplier for a change, against new tokens too. Throws `not_found`. */
async function lockSupplier(tx: Executor, id: string) {
  const [row] = await tx
    .select({
      name: suppliers.name,
      contactEmail: suppliers.contactEmail,
      note: suppliers.note,
      archivedAt: suppliers.archivedAt,
    })
    .from(suppliers)
    .where(eq(suppliers.id, id))
    .for("update");
  if (!row) throw notFound("This supplier");
  return row;
}

/** Creates a supplier, whose name no other one that is not archived has. Throws `invalid_input`, `forbidden`. */
export async function createSupplier(ctx: Context, input: CreateSupplierInput): Promise<SupplierOption> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    await requireFreeName(within.tx, input.name);
    const [row] = await within.tx
      .insert(suppliers)
      .values(input)
      .returning({ id: suppliers.id, name: suppliers.name });
    if (!row) throw new Error("insert returned no row");
    await recordAudit(within, {
      action: "supplier.created",
      targetId: row.id,
      targetLabel: row.name,
      after: input,
    });
    return row;
  });
}

/**
 * Changes name, contact and note of a supplier, an archived one too, and answers which of them changed. Throws
 * `not_found`, `invalid_input`, `conflict`, `forbidden`.
 */
export async function updateSupplier(
  ctx: Context,
  { id, version, ...input }: UpdateSupplierInput,
): Promise<SectionSaved> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const { archivedAt, ...before } = await lockSupplier(within.tx, id);
    const changes = changedFields(before, input);
    const changed = Object.keys(changes.after);
    if (changed.length > 0) requireSameVersion(version, supplierVersion(before), "this supplier");
    if (archivedAt === null && input.name !== before.name) await requireFreeName(within.tx, input.name, id);
    if (changed.length > 0) {
      await within.tx
        .update(suppliers)
        .set({ ...input, updatedAt: sql`now()` })
        .where(eq(suppliers.id, id));
    }
    await recordAudit(within, {
      action: "supplier.updated",
      targetId: id,
      targetLabel: input.name,
      ...changes,
    });
    return { changed, version: supplierVersion(input) };
  });
}

/**
 * Archives a supplier: it cannot be chosen for tokens and leaves the list. Its tokens stay as they are unless
 * `pausesTokens`; then those that are or will be usable are paused, and their number is the answer. Throws `not_found`,
 * `conflict`, `forbidden`.
 */
export async function archiveSupplier(
  ctx: Context,
  { id, pausesTokens }: ArchiveSupplierInput,
): Promise<{ pausedTokens: number }> {
  requireRight(ctx, "write");
  return withTransaction(ctx, async (within) => {
    const { name, archivedAt } = await lockSupplier(within.tx, id);
    if (archivedAt !== null)
      throw new AppError("conflict", "This supplier is archived already. Reload the page.");
    await within.tx
      .update(suppliers)
      .set({ archivedAt: sql`now()`, updatedAt: sql`now()` })
      .where(eq(suppliers.id, id));
    const pausedTokens = pausesTokens ? await pauseTokensOf(within, id) : 0;
    await recordAudit(within, {
      action: "supplier.archived",
      targetId: id,
      targetLabel: name,
      after: { pausedTokens },
    });
    return { pausedTokens };
  });
}

/** Takes a supplier back into the list; its tokens stay as they are. Throws `not_found`, `conflict`, `forbidden`. */
export async function restoreSupplier(ctx: Context, { id }: IdInput): Promise<void> {
  requireRight(ctx, "write");
  await withTransaction(ctx, async (within) => {
    const { name, archivedAt } = await lockSupplier(within.tx, id);
    if (archivedAt === null)
      throw new AppError("conflict", "This supplier is not archived. Reload the page.");
    if (await nameIsTaken(within.tx, name, id))
      throw new AppError("conflict", "Another supplier has this name. Rename one of them, then restore it.");
    await within.tx
      .update(suppliers)
      .set({ archivedAt: null, updatedAt: sql`now()` })
      .where(eq(suppliers.id, id));
    await recordAudit(within, { action: "supplier.restored", targetId: id, targetLabel: name });
  });
}
