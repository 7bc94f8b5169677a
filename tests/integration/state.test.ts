import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TokenState } from "@/db/constants";
import { apiTokens } from "@/db/schema/api-tokens";
import { EXPIRING_DAYS } from "@/lib/api-tokens/settings";
import { tokenIsUsable, tokenState } from "@/lib/api-tokens/state";
import { type AdminWorld, addSupplier, openAdminWorld } from "../support/admin";

/** Times as offsets from the moment of judgement; null where the column is empty. */
type Times = {
  activates: string;
  expires?: string;
  paused?: string;
  deleted?: string;
};

const NOW = "0";
const AGO = "-1 day";
const MICRO = "1 microsecond";
const EDGE = `${EXPIRING_DAYS} days`;

const CASES: [TokenState, Times][] = [
  ["active", { activates: AGO }],
  ["active", { activates: NOW }],
  ["active", { activates: `-${MICRO}` }],
  ["active", { activates: AGO, expires: `${EDGE} ${MICRO}` }],
  ["active", { activates: NOW, expires: "10 years" }],
  ["scheduled", { activates: MICRO }],
  ["scheduled", { activates: "1 day", expires: "2 days" }],
  ["scheduled", { activates: "1 year", expires: "2 years" }],
  ["expiring", { activates: AGO, expires: EDGE }],
  ["expiring", { activates: AGO, expires: `${EDGE} -${MICRO}` }],
  ["expiring", { activates: AGO, expires: MICRO }],
  ["expiring", { activates: NOW, expires: MICRO }],
  ["expired", { activates: AGO, expires: NOW }],
  ["expired", { activates: AGO, expires: `-${MICRO}` }],
  ["expired", { activates: NOW, expires: NOW }],
  ["expired", { activates: "1 day", expires: AGO }],
  ["paused", { activates: AGO, paused: AGO }],
  ["paused", { activates: AGO, paused: "1 day" }],
  ["paused", { activates: AGO, expires: AGO, paused: AGO }],
  ["paused", { activates: "1 day", paused: AGO }],
  ["paused", { activates: AGO, expires: MICRO, paused: AGO }],
  ["deleted", { activates: AGO, deleted: AGO }],
  ["deleted", { activates: AGO, expires: AGO, paused: AGO, deleted: AGO }],
  ["deleted", { activates: "1 day", deleted: NOW }],
  ["deleted", { activates: AGO, deleted: "1 day" }],
];

let world: AdminWorld;
let supplierId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  supplierId = await addSupplier(world.db, "Acme");
});

afterAll(() => world.close());

const at = (offset: string | undefined) => (offset === undefined ? null : sql`now() + ${offset}::interval`);

/** Stores a token and judges it in the same transaction, within which `now()` stands still. */
async function judge({ activates, expires, paused, deleted }: Times) {
  return world.db.transaction(async (tx) => {
    const [made] = await tx
      .insert(apiTokens)
      .values({
        supplierId,
        name: "Token",
        secretHash: randomBytes(32).toString("hex"),
        secretHint: "zzzz",
        signingSecret: "unused",
        activatesAt: at(activates) ?? sql`now()`,
        expiresAt: at(expires),
        pausedAt: at(paused),
        deletedAt: at(deleted),
      })
      .returning({ id: apiTokens.id });
    const [judged] = await tx
      .select({ state: tokenState, usable: tokenIsUsable })
      .from(apiTokens)
      .where(eq(apiTokens.id, made?.id ?? ""));
    return judged;
  });
}

test.each(CASES)("%s: %j", async (state, times) => {
  expect(await judge(times)).toEqual({ state, usable: state === "active" || state === "expiring" });
});

test("the days are days of UTC, whatever the zone's clocks do", async () => {
  const [row] = await world.db.execute<{ zone: string }>(sql`select current_setting('TimeZone') as zone`);
  expect(row?.zone).toBe("UTC");
});
