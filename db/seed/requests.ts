import type { apiRequests } from "../schema/api-requests";
import { type Ask, drawAsk, type Targets } from "./asks";
import { agentOf, foreignIp, ipOf } from "./callers";
import { createRandom, type Random } from "./random";
import { refusalDetail } from "./refusal-details";
import { businessTimes, DAY_MS, HOUR_MS, shifted } from "./times";
import { permissionsOf } from "./token-plan";
import type { PlannedToken } from "./tokens";

export type RequestRow = typeof apiRequests.$inferInsert;

const REQUESTS = 50_000;
const DAYS = 30;
/** Calls of a thousand that come without a token, or with one that nobody knows. */
const UNKNOWN_SECRETS = 0.012;

type Outcome = Pick<RequestRow, "status" | "code" | "missingPermission" | "rowsReturned" | "responseBytes">;

function refused(status: number, code: string, missingPermission: string | null = null): Outcome {
  return { status, code, missingPermission, rowsReturned: null, responseBytes: 190 + code.length * 3 };
}

/** Why the token was not usable at that time, or null when it was. */
function stateFault({ row }: PlannedToken, at: Date): Outcome | null {
  if (row.deletedAt && at >= row.deletedAt) return refused(401, "token_deleted");
  if (row.pausedAt && at >= row.pausedAt) return refused(401, "token_paused");
  if (row.expiresAt && at >= row.expiresAt) return refused(401, "token_expired");
  if (at < row.activatesAt) return refused(401, "token_not_yet_active");
  return null;
}

/** The middle of our bad half hour: the late morning of the last working day that is nine days ago or more. */
function outageBefore(now: Date): Date {
  const time = shifted(now, -9 * DAY_MS);
  time.setUTCHours(10, 0, 0, 0);
  while (time.getUTCDay() % 6 === 0) time.setUTCDate(time.getUTCDate() - 1);
  return time;
}

/** Our own faults: one bad half hour, and now and then a single call. */
function ownFault(random: Random, now: Date, at: Date): Outcome | null {
  const isOutage = Math.abs(at.getTime() - outageBefore(now).getTime()) < HOUR_MS / 4;
  if (isOutage && random.chance(0.4)) return refused(503, "unavailable");
  return random.chance(0.0008) ? refused(500, "internal") : null;
}

/** After its end a token is still tried for a while, ever more seldom. */
function isStillTried(random: Random, { row }: PlannedToken, at: Date): boolean {
  const end = row.deletedAt ?? row.pausedAt ?? row.expiresAt;
  if (!end || at < end) return true;
  const days = (at.getTime() - end.getTime()) / DAY_MS;
  return random.chance(0.5 * Math.exp(-days / 2.5));
}

function served(random: Random, ask: Ask): Outcome {
  if (ask.method === "OPTIONS") return { ...refused(204, ""), code: null, responseBytes: 0 };
  const rows = ask.rows(random, ask.query);
  const bytes =
    ask.method === "HEAD" ? 0 : 60 + Math.round(rows * ask.rowBytes * (0.9 + random.fraction() * 0.2));
  return { status: 200, code: null, missingPermission: null, rowsReturned: rows, responseBytes: bytes };
}

function outcomeOf(random: Random, token: PlannedToken, ask: Ask, at: Date, isForeign: boolean): Outcome {
  const fault = stateFault(token, at);
  if (fault) return fault;
  if (isForeign) return refused(403, "ip_not_allowed");
  if (ask.fault && ask.fault !== "not_found")
    return refused(ask.fault === "method_not_allowed" ? 405 : 400, ask.fault);
  if (ask.fault && ask.route === null) return refused(404, ask.fault);
  if (ask.permission && !token.row.permissions?.includes(ask.permission))
    return refused(403, "permission_missing", ask.permission);
  return ask.fault ? refused(404, ask.fault) : served(random, ask);
}

function durationOf(random: Random, ask: Ask, { status, rowsReturned }: Outcome): number {
  if (status >= 400) return random.between(1, 9);
  const slow = random.chance(0.01) ? random.between(150, 900) : 0;
  return Math.round(random.between(3, 22) + (rowsReturned ?? 0) * ask.rowMs + slow);
}

function askOf(ask: Ask) {
  return { method: ask.method, route: ask.route, path: ask.path, query: ask.query };
}

function unknownSecretRow(random: Random, at: Date, targets: Targets): RequestRow {
  const ask = drawAsk(random, ["conversations:read"], targets);
  const isNameless = random.chance(0.4);
  const outcome = refused(401, isNameless ? "token_missing" : "token_unknown");
  return {
    id: random.idAt(at),
    startedAt: at,
    durationMs: random.between(0, 4),
    ...askOf(ask),
    ...outcome,
    detail: refusalDetail(ask, outcome),
    tokenId: null,
    supplierId: null,
    secretPrefix: isNameless ? null : `wtp_${random.between(1_000, 9_999)}`,
    secretHint: null,
    ip: foreignIp(random),
    userAgent: random.pick(["curl/8.11.1", "python-requests/2.32.5", "Mozilla/5.0 (compatible; scan)", null]),
  };
}

/** A call of the token's programs; those that leave a permission unused never ask for what it opens. */
function askOfToken(random: Random, { row, plan }: PlannedToken, targets: Targets): Ask {
  if (plan.uses === undefined) return drawAsk(random, row.permissions ?? [], targets);
  const used = permissionsOf(plan.uses);
  for (;;) {
    const ask = drawAsk(random, used, targets);
    if (ask.permission === null || used.includes(ask.permission)) return ask;
  }
}

function tokenRow(
  random: Random,
  now: Date,
  token: PlannedToken,
  { at, targets }: { at: Date; targets: Targets },
): RequestRow {
  const { row, plan } = token;
  const ask = askOfToken(random, token, targets);
  const isForeign = (plan.ips?.length ?? 0) > 0 && random.chance(0.02);
  const due = outcomeOf(random, token, ask, at, isForeign);
  const outcome = (due.status < 400 && ownFault(random, now, at)) || due;
  return {
    id: random.idAt(at),
    startedAt: at,
    durationMs: durationOf(random, ask, outcome),
    ...askOf(ask),
    ...outcome,
    detail: refusalDetail(ask, outcome),
    tokenId: row.id,
    supplierId: row.supplierId,
    secretPrefix: null,
    secretHint: row.secretHint,
    ip: isForeign ? foreignIp(random) : ipOf(random, plan),
    userAgent: agentOf(plan),
  };
}

/** Makes 50,000 rows of the request log of the last 30 days, oldest first; no token is used before it exists. */
export function planRequests(now: Date, tokens: readonly PlannedToken[], targets: Targets): RequestRow[] {
  const random = createRandom("requests");
  const drawTime = businessTimes(random, shifted(now, -DAYS * DAY_MS), now, 1.3);
  const shares = tokens.flatMap((token) =>
    token.plan.traffic === undefined ? [] : [[token, token.plan.traffic] as const],
  );
  const rows: RequestRow[] = [];
  while (rows.length < REQUESTS) {
    const at = drawTime();
    if (random.chance(UNKNOWN_SECRETS)) {
      rows.push(unknownSecretRow(random, at, targets));
      continue;
    }
    const token = random.weighted(shares);
    if (at > token.row.createdAt && isStillTried(random, token, at))
      rows.push(tokenRow(random, now, token, { at, targets }));
  }
  return rows.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
}
