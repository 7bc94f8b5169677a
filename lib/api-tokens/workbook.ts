import "server-only";
import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { PERMISSIONS } from "@/db/constants";
import { apiTokenNumbers } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { managedNumbers } from "@/db/schema/conversations";
import { pausesAt } from "../callbacks/breaker";
import { EVENT_LABELS } from "../callbacks/words";
import type { Context } from "../context";
import { type Sheet, streamWorkbook } from "../excel/workbook";
import { eachToken, type TokenFilter } from "./list-queries";
import { PERMISSION_LABELS } from "./permissions";
import type { TokenRow } from "./schema";
import { TOKEN_STATE_LABELS } from "./words";

const CHUNK = 500;

type VisibilityRow = { token: TokenRow; phone: string | null; label: string | null };
type CallbackRow = {
  token: TokenRow;
  event: string;
  url: string;
  enabled: boolean;
  failingSince: Date | null;
  pausesAt: Date | null;
  pausedReason: string | null;
};

/** The token's id and name, with which every sheet begins, so that sheets can be joined. */
function tokenColumns<Row>(token: (row: Row) => TokenRow): Sheet<Row>["columns"] {
  return [
    { header: "Token id", width: 38, value: (row) => token(row).id },
    { header: "Token", width: 32, value: (row) => token(row).name },
    { header: "Supplier", width: 28, value: (row) => token(row).supplierName },
  ];
}

async function* inChunks(rows: AsyncIterable<TokenRow>): AsyncGenerator<TokenRow[]> {
  let chunk: TokenRow[] = [];
  for await (const row of rows) {
    chunk.push(row);
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

async function* eachVisibility(ctx: Context, query: TokenFilter): AsyncGenerator<VisibilityRow> {
  for await (const tokens of inChunks(eachToken(ctx, query))) {
    const ids = tokens.map((token) => token.id);
    const rows = await ctx.db
      .select({
        tokenId: apiTokenNumbers.tokenId,
        phone: managedNumbers.phone,
        label: managedNumbers.label,
      })
      .from(apiTokenNumbers)
      .innerJoin(managedNumbers, eq(managedNumbers.id, apiTokenNumbers.managedNumberId))
      .where(inArray(apiTokenNumbers.tokenId, ids))
      .orderBy(asc(managedNumbers.label));
    const chosen = Map.groupBy(rows, (row) => row.tokenId);
    for (const token of tokens) {
      if (token.seesAllNumbers) yield { token, phone: null, label: null };
      else for (const { phone, label } of chosen.get(token.id) ?? []) yield { token, phone, label };
    }
  }
}

async function* eachCallback(ctx: Context, query: TokenFilter): AsyncGenerator<CallbackRow> {
  for await (const tokens of inChunks(eachToken(ctx, query))) {
    const byId = new Map(tokens.map((token) => [token.id, token]));
    const rows = await ctx.db
      .select({
        tokenId: callbacks.tokenId,
        eventType: callbacks.eventType,
        url: callbacks.url,
        enabled: callbacks.enabled,
        failingSince: callbacks.failingSince,
        pausesAt,
        pausedReason: callbacks.pausedReason,
      })
      .from(callbacks)
      .where(and(inArray(callbacks.tokenId, [...byId.keys()]), ne(callbacks.url, "")))
      .orderBy(asc(callbacks.tokenId), asc(callbacks.eventType));
    for (const { tokenId, eventType, ...row } of rows) {
      const token = byId.get(tokenId);
      if (token) yield { token, event: EVENT_LABELS[eventType], ...row };
    }
  }
}

function tokensSheet(ctx: Context, query: TokenFilter): Sheet<TokenRow> {
  return {
    name: "Tokens",
    rows: () => eachToken(ctx, query),
    columns: [
      ...tokenColumns<TokenRow>((row) => row),
      { header: "Secret ends in", width: 14, value: (row) => row.secretHint },
      { header: "State", width: 12, value: (row) => TOKEN_STATE_LABELS[row.state] },
      { header: "Activation (UTC)", width: 18, date: true, value: (row) => row.activatesAt },
      { header: "Expiration (UTC)", width: 18, date: true, value: (row) => row.expiresAt },
      { header: "Last used (UTC)", width: 18, date: true, value: (row) => row.lastUsedAt },
      { header: "Created (UTC)", width: 18, date: true, value: (row) => row.createdAt },
      { header: "Paused (UTC)", width: 18, date: true, value: (row) => row.pausedAt },
      { header: "Deleted (UTC)", width: 18, date: true, value: (row) => row.deletedAt },
      { header: "Allowed addresses", width: 28, value: (row) => row.allowedIps.join(", ") || null },
      { header: "Requests per minute", width: 15, value: (row) => row.rateLimitPerMinute },
      { header: "Note", width: 40, value: (row) => row.note },
      { header: "Callbacks on", width: 13, value: (row) => row.callbackCount },
      { header: "Callbacks failing", width: 16, value: (row) => row.failingCallbackCount },
    ],
  };
}

function permissionsSheet(ctx: Context, query: TokenFilter): Sheet<TokenRow> {
  return {
    name: "Permissions",
    rows: () => eachToken(ctx, query),
    columns: [
      ...tokenColumns<TokenRow>((row) => row),
      ...PERMISSIONS.map((permission) => ({
        header: PERMISSION_LABELS[permission],
        width: 20,
        value: (row: TokenRow) => row.permissions.includes(permission),
      })),
    ],
  };
}

function visibilitySheet(ctx: Context, query: TokenFilter): Sheet<VisibilityRow> {
  return {
    name: "Visibility",
    rows: () => eachVisibility(ctx, query),
    columns: [
      ...tokenColumns<VisibilityRow>((row) => row.token),
      { header: "Sees all numbers", width: 17, value: (row) => row.token.seesAllNumbers },
      { header: "Managed number", width: 18, value: (row) => row.phone },
      { header: "Label", width: 24, value: (row) => row.label },
      { header: "Contacts masked", width: 16, value: (row) => row.token.masksContacts },
    ],
  };
}

function callbacksSheet(ctx: Context, query: TokenFilter): Sheet<CallbackRow> {
  return {
    name: "Callbacks",
    rows: () => eachCallback(ctx, query),
    columns: [
      ...tokenColumns<CallbackRow>((row) => row.token),
      { header: "Event", width: 26, value: (row) => row.event },
      { header: "Endpoint", width: 50, value: (row) => row.url },
      { header: "On", width: 8, value: (row) => row.enabled },
      { header: "Failing since (UTC)", width: 18, date: true, value: (row) => row.failingSince },
      { header: "To be paused (UTC)", width: 18, date: true, value: (row) => row.pausesAt },
      { header: "Paused because", width: 30, value: (row) => row.pausedReason },
    ],
  };
}

/** The workbook of the tokens that the filters show: Tokens, Permissions, Visibility, Callbacks. No secret is in it. */
export function tokensWorkbook(ctx: Context, query: TokenFilter): ReadableStream<Uint8Array> {
  return streamWorkbook<[TokenRow, TokenRow, VisibilityRow, CallbackRow]>([
    tokensSheet(ctx, query),
    permissionsSheet(ctx, query),
    visibilitySheet(ctx, query),
    callbacksSheet(ctx, query),
  ]);
}
