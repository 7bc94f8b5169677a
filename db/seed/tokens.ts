import type { apiTokenNumbers, apiTokens } from "../schema/api-tokens";
import type { SeedDeps } from "./deps";
import type { NumberRow, SupplierRow } from "./parties";
import { createRandom, itemAt, type Random } from "./random";
import { DAY_MS, HOUR_MS, MINUTE_MS, shifted } from "./times";
import { DEMO_TOKEN_NAME, permissionsOf, type TokenPlan } from "./token-plan";
import { TOKEN_PLANS } from "./token-plans";

type TokenRow = typeof apiTokens.$inferInsert & { id: string; createdAt: Date };

/** A token's row together with its plan. */
export type PlannedToken = { row: TokenRow; plan: TokenPlan; numberIds: string[] };

/** The demo token's credentials in the clear; nowhere else are they kept. */
export type DemoToken = { id: string; secret: string; signingSecret: string };

function daysFrom(now: Date, days: number | undefined): Date | null {
  return days === undefined ? null : shifted(now, days * DAY_MS);
}

/** People choose whole hours. */
function chosenTime(now: Date, days: number | undefined): Date | null {
  const time = daysFrom(now, days);
  return time && shifted(time, -(time.getTime() % HOUR_MS));
}

/** Days from now with an hour of its own, so that not everything happens at the same time of day. */
function workingTime(random: Random, now: Date, days: number): Date {
  const time = shifted(now, days * DAY_MS - random.between(1, 9) * HOUR_MS - random.below(HOUR_MS));
  return shifted(time, -(time.getTime() % 1_000));
}

function datesOf(random: Random, plan: TokenPlan, now: Date) {
  const createdAt = workingTime(random, now, plan.created);
  const changes = [plan.paused, plan.deleted].filter((days) => days !== undefined);
  const updatedAt = daysFrom(now, changes.length ? Math.max(...changes) : undefined) ?? createdAt;
  return {
    activatesAt: chosenTime(now, plan.activates) ?? createdAt,
    expiresAt: chosenTime(now, plan.expires),
    pausedAt: daysFrom(now, plan.paused),
    deletedAt: daysFrom(now, plan.deleted),
    lastUsedAt: plan.lastUsed === undefined ? null : shifted(now, plan.lastUsed * DAY_MS + 47 * MINUTE_MS),
    createdAt,
    updatedAt,
  };
}

/** Makes the forty tokens, and tells the demo token's credentials. */
export function planTokens(deps: SeedDeps, suppliers: readonly SupplierRow[], numbers: readonly NumberRow[]) {
  const random = createRandom("tokens");
  let demoToken: DemoToken | undefined;
  const tokens = TOKEN_PLANS.map((plan): PlannedToken => {
    const dates = datesOf(random, plan, deps.now);
    const id = random.idAt(dates.createdAt);
    const secret = deps.createSecret(random.below);
    const signingSecret = deps.createSigningSecret(random.below);
    if (plan.name === DEMO_TOKEN_NAME) demoToken = { id, secret, signingSecret };
    const row: TokenRow = {
      id,
      supplierId: itemAt(suppliers, plan.supplier).id,
      name: plan.name,
      note: plan.note ?? null,
      secretHash: deps.hashSecret(secret),
      secretHint: deps.secretHint(secret),
      permissions: permissionsOf(plan.rights),
      seesAllNumbers: plan.numbers === undefined,
      masksContacts: plan.masks ?? false,
      allowedIps: [...(plan.ips ?? [])],
      signingSecret: deps.encryptSigningSecret(signingSecret),
      secretCreatedAt: dates.createdAt,
      ...dates,
    };
    return { row, plan, numberIds: (plan.numbers ?? []).map((place) => itemAt(numbers, place).id) };
  });
  if (!demoToken) throw new Error(`no token is named ${DEMO_TOKEN_NAME}`);
  return { tokens, demoToken };
}

/** Which tokens see which numbers, for those that do not see all. */
export function planTokenNumbers(tokens: readonly PlannedToken[]): (typeof apiTokenNumbers.$inferInsert)[] {
  return tokens.flatMap(({ row, numberIds }) =>
    numberIds.map((managedNumberId) => ({ tokenId: row.id, managedNumberId })),
  );
}
