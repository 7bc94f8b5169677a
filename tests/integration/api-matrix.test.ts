import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { PERMISSIONS, type Permission } from "@/db/constants";
import { createSecret } from "@/lib/api-tokens/secret";
import { declaredRoutes, type RouteDeclaration } from "@/lib/http/route-doc";
import { neededPermissions } from "@/lib/openapi/operation";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addConversation, addLocation, addNumber, addToken, callApi } from "../support/api-data";

const PAST = new Date("2021-01-01T00:00:00Z");
const SOON = () => new Date(Date.now() + 3_600_000);

/** Every state of a token and the code that it is refused with; null for a usable one. */
const STATES = [
  ["active", null, {}],
  ["expiring", null, { expiresAt: SOON() }],
  ["scheduled", "token_not_yet_active", { activatesAt: SOON() }],
  ["expired", "token_expired", { expiresAt: PAST }],
  ["paused", "token_paused", { pausedAt: PAST }],
  ["deleted", "token_deleted", { deletedAt: PAST }],
  ["paused and expired", "token_paused", { pausedAt: PAST, expiresAt: PAST }],
  ["called from elsewhere", "ip_not_allowed", { allowedIps: ["203.0.113.0/24"] }],
  ["over its limit", "rate_limited", { rateLimitPerMinute: 0 }],
] as const;

/** Every set of permissions. */
const SETS = Array.from({ length: 2 ** PERMISSIONS.length }, (_, set): Permission[] =>
  PERMISSIONS.filter((_permission, at) => Math.floor(set / 2 ** at) % 2 === 1),
);

const ROUTES = declaredRoutes(routes);

let world: AdminWorld;
let numberId: string;
let seen: Record<string, string>;
let unseen: Record<string, string>;

async function addObjects(managedNumberId: string): Promise<Record<string, string>> {
  const conversation = await addConversation(world.db, managedNumberId);
  const location = await addLocation(world.db, conversation);
  return { conversations: conversation.id, messages: location.messageId, locations: location.id };
}

beforeAll(async () => {
  world = await openAdminWorld();
  numberId = await addNumber(world.db, "+390600000001");
  seen = await addObjects(numberId);
  unseen = await addObjects(await addNumber(world.db, "+390600000002"));
});

afterAll(() => world.close());

/** The address of a route with one of these objects behind it, and with what it cannot be called without. */
function addressOf(
  { path, doc: { example = {} } }: RouteDeclaration,
  objects: Record<string, string>,
): string {
  const id = objects[path.split("/")[1] ?? ""] ?? "";
  const format = example.format ? `?format=${example.format}` : "";
  return `/api/v1${path.replace("{id}", id)}${format}`;
}

/** What a route answers to a token: its state comes first, then the permission, then whether it sees the object. */
function expected(
  route: RouteDeclaration,
  refusal: string | null,
  held: readonly Permission[],
  isSeen: boolean,
) {
  if (refusal === "rate_limited") return { status: 429, code: refusal };
  if (route.isPublic) return { status: 200, code: null };
  if (refusal !== null) return { status: refusal === "ip_not_allowed" ? 403 : 401, code: refusal };
  const missing = neededPermissions(route).find((permission) => !held.includes(permission));
  if (missing) return { status: 403, code: "permission_missing", missing };
  if (route.path.includes("{id}") && !isSeen) return { status: 404, code: "not_found" };
  return { status: 200, code: null };
}

describe.each(STATES)("a token that is %s", (_state, refusal, settings) => {
  test.each(SETS.map((set) => ({ set, name: set.join(" and ") || "no permission" })))(
    "with $name gets of every route what it may, and each call is logged as it was answered",
    async ({ set }) => {
      const { allowedIps = [], ...rest } = { ...settings } as { allowedIps?: string[] };
      const token = await addToken(world.db, {
        ...rest,
        allowedIps: [...allowedIps],
        permissions: set,
        numberIds: [numberId],
      });
      for (const route of ROUTES)
        for (const objects of route.path.includes("{id}") ? [seen, unseen] : [seen]) {
          const answer = await callApi(world.db, addressOf(route, objects), token.secret);
          const { status, code, missing = null } = expected(route, refusal, set, objects === seen);
          expect([route.path, answer.status]).toEqual([route.path, status]);
          const row = { route: route.path, status, code, missingPermission: missing, tokenId: token.id };
          expect(answer.row).toMatchObject(row);
        }
    },
  );
});

test.each([
  ["no token", undefined, "token_missing"],
  ["an unknown one", createSecret(), "token_unknown"],
  ["no secret at all", "nonsense", "token_unknown"],
])("who comes with %s gets what is public, and is logged", async (_name, secret, code) => {
  for (const route of ROUTES) {
    const answer = await callApi(world.db, addressOf(route, seen), secret);
    const [status, said] = route.isPublic ? [200, null] : [401, code];
    expect([route.path, answer.status]).toEqual([route.path, status]);
    expect(answer.row).toMatchObject({ route: route.path, status, code: said, tokenId: null });
  }
});
