import "server-only";
import { and, asc, count, desc, eq, gt, ilike, inArray, max, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { apiTokenNumbers, apiTokens } from "@/db/schema/api-tokens";
import { conversations, managedNumbers } from "@/db/schema/conversations";
import { tokenIsUsable } from "../api-tokens/state";
import type { Context } from "../context";
import type { ManagedNumberResource } from "../conversations/resource-schema";
import { inScope, type ScopedContext } from "../conversations/scope";
import { AppError } from "../errors";
import { cursorCodec, type Page, toPage } from "../http/cursor";
import { eachById } from "../table/each-by-id";
import { containsPattern } from "../table/like";
import type { ListQueryOf } from "../table/list-params";
import type {
  ListSeenNumbersInput,
  ManagedNumberOption,
  ManagedNumberRow,
  managedNumberList,
} from "./schema";
import { managedNumberVersion } from "./version";

type NumberQuery = ListQueryOf<typeof managedNumberList>;
type BareRow = Omit<ManagedNumberRow, "conversations" | "lastMessageAt" | "usableTokens" | "version">;

const SORTS = {
  label: managedNumbers.label,
  phone: managedNumbers.phone,
  createdAt: managedNumbers.createdAt,
};

/** What the search shows: a part of the label, of WhatsApp's id, or of the phone however it is spaced. */
function condition({ q }: Pick<NumberQuery, "q">): SQL | undefined {
  const pattern = containsPattern(q);
  const digits = /^[\d\s+().-]+$/.test(q) ? containsPattern(q.replace(/[^\d+]/g, "")) : null;
  return pattern === null
    ? undefined
    : or(
        ilike(managedNumbers.label, pattern),
        ilike(managedNumbers.waPhoneNumberId, pattern),
        digits ? ilike(managedNumbers.phone, digits) : undefined,
      );
}

function selectNumbers({ db }: Pick<Context, "db">) {
  return db
    .select({
      id: managedNumbers.id,
      phone: managedNumbers.phone,
      label: managedNumbers.label,
      waPhoneNumberId: managedNumbers.waPhoneNumberId,
      createdAt: managedNumbers.createdAt,
    })
    .from(managedNumbers);
}

async function conversationsOf({ db }: Pick<Context, "db">, ids: string[]) {
  const rows = await db
    .select({
      id: conversations.managedNumberId,
      conversations: count(),
      lastMessageAt: max(conversations.lastMessageAt),
    })
    .from(conversations)
    .where(inArray(conversations.managedNumberId, ids))
    .groupBy(conversations.managedNumberId);
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

/** How many usable tokens see each of these numbers, by having chosen it. */
async function choosingTokensOf({ db }: Pick<Context, "db">, ids: string[]): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: apiTokenNumbers.managedNumberId, tokens: count() })
    .from(apiTokenNumbers)
    .innerJoin(apiTokens, eq(apiTokens.id, apiTokenNumbers.tokenId))
    .where(
      and(inArray(apiTokenNumbers.managedNumberId, ids), eq(apiTokens.seesAllNumbers, false), tokenIsUsable),
    )
    .groupBy(apiTokenNumbers.managedNumberId);
  return new Map(rows.map(({ id, tokens }) => [id, tokens]));
}

/** Adds what is counted per number, for these rows only: conversations may be many. */
async function withFacts(ctx: Pick<Context, "db">, rows: BareRow[]): Promise<ManagedNumberRow[]> {
  const ids = rows.map(({ id }) => id);
  const [talks, choosing, seeingAll] = await Promise.all([
    conversationsOf(ctx, ids),
    choosingTokensOf(ctx, ids),
    ctx.db.$count(apiTokens, and(eq(apiTokens.seesAllNumbers, true), tokenIsUsable)),
  ]);
  return rows.map((row) => ({
    ...row,
    conversations: talks.get(row.id)?.conversations ?? 0,
    lastMessageAt: talks.get(row.id)?.lastMessageAt ?? null,
    usableTokens: seeingAll + (choosing.get(row.id) ?? 0),
    version: managedNumberVersion(row),
  }));
}

/** Every managed number, by label. */
export async function listManagedNumberOptions(ctx: Context): Promise<ManagedNumberOption[]> {
  return ctx.db
    .select({ id: managedNumbers.id, phone: managedNumbers.phone, label: managedNumbers.label })
    .from(managedNumbers)
    .orderBy(asc(managedNumbers.label), asc(managedNumbers.id));
}

/** One page of the managed numbers that the search shows, and how many there are. */
export async function listManagedNumbers(
  ctx: Context,
  query: NumberQuery,
): Promise<{ rows: ManagedNumberRow[]; total: number }> {
  const where = condition(query);
  const column = SORTS[query.sort.id];
  const rows = await selectNumbers(ctx)
    .where(where)
    .orderBy(query.sort.desc ? desc(column) : asc(column), asc(managedNumbers.id))
    .limit(query.size)
    .offset((query.page - 1) * query.size);
  return { rows: await withFacts(ctx, rows), total: await ctx.db.$count(managedNumbers, where) };
}

/** Every managed number that the search shows, oldest first. */
export function eachManagedNumber(
  ctx: Context,
  query: Pick<NumberQuery, "q">,
): AsyncGenerator<ManagedNumberRow> {
  return eachById(async (after, limit) => {
    const rows = await selectNumbers(ctx)
      .where(and(condition(query), after ? gt(managedNumbers.id, after) : undefined))
      .orderBy(asc(managedNumbers.id))
      .limit(limit);
    return withFacts(ctx, rows);
  });
}

const seenCursors = cursorCodec("managed numbers", z.uuid());

/** A page of the managed numbers that the token sees, the oldest first; throws `invalid_cursor`. */
export async function listSeenNumbers(
  { db, grant }: ScopedContext,
  { limit, cursor }: ListSeenNumbersInput,
): Promise<Page<ManagedNumberResource>> {
  const after = seenCursors.decode(cursor || undefined);
  const rows = await db
    .select({ id: managedNumbers.id, phone: managedNumbers.phone, label: managedNumbers.label })
    .from(managedNumbers)
    .where(and(inScope(grant, managedNumbers.id), after ? gt(managedNumbers.id, after) : undefined))
    .orderBy(asc(managedNumbers.id))
    .limit(limit + 1);
  return toPage(
    rows,
    limit,
    (row) => row,
    ({ id }) => seenCursors.encode(id),
  );
}

/** The numbers of these ids, by label; throws `invalid_input` at `numberIds` when one of them is not there. */
export async function requireManagedNumbers(
  executor: Pick<Context["db"], "select">,
  ids: readonly string[],
): Promise<{ id: string; label: string }[]> {
  const known = await executor
    .select({ id: managedNumbers.id, label: managedNumbers.label })
    .from(managedNumbers)
    .where(inArray(managedNumbers.id, [...ids]))
    .orderBy(asc(managedNumbers.label), asc(managedNumbers.id));
  if (known.length === new Set(ids).size) return known;
  throw new AppError("invalid_input", "One of the numbers is not known. Reload the page.", {
    fields: { numberIds: "One of the numbers is not known." },
  });
}
