import { request } from "node:http";
import { eq } from "drizzle-orm";
import type { Permission } from "@/db/constants";
import { apiRequests } from "@/db/schema/api-requests";
import { apiTokens, retiredSecrets } from "@/db/schema/api-tokens";
import { createSecret, hashSecret, secretHint } from "@/lib/api-tokens/secret";
import { createApiClient } from "./api-client";
import { addConversation, addLocation, addMessage, addNumber, addToken } from "./api-data";
import type { RunningApp } from "./app";
import { expectDeclared } from "./declared";

const PAST = new Date("2021-01-01T00:00:00Z");
const FUTURE = new Date("2999-01-01T00:00:00Z");

export type ContractCall = { secret?: string; headers?: Record<string, string>; body?: string };

/** An answer as it came over the wire, with the log row that its request id names. */
export type ContractAnswer = {
  status: number;
  headers: Headers;
  text: string;
  row: typeof apiRequests.$inferSelect | undefined;
  body: () => unknown;
};

export type Contract = Awaited<ReturnType<typeof openContract>>;

type RawAnswer = Pick<ContractAnswer, "status" | "headers" | "text">;

/** Sends the request as it is written: a path that `fetch` would tidy up and methods that it refuses go out too. */
function send(url: string, method: string, path: string, call: ContractCall): Promise<RawAnswer> {
  const { secret, headers = {}, body } = call;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port: new URL(url).port,
        method,
        path,
        headers: { ...headers, ...(secret && { authorization: `Bearer ${secret}` }) },
      },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on("error", reject);
        incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
        incoming.on("end", () => {
          const given = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
          resolve({
            status: incoming.statusCode ?? 0,
            headers: new Headers(given as [string, string][]),
            text: Buffer.concat(chunks).toString(),
          });
        });
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Five conversations with a message and a location each, and four more messages in the first. */
async function addData({ db }: RunningApp) {
  const numberId = await addNumber(db, "+390600000001");
  const made: { conversationId: string; messageId: string; locationId: string }[] = [];
  for (let i = 0; i < 5; i++) {
    const at = new Date(Date.UTC(2026, 10, 1, 10, i));
    const conversation = await addConversation(db, numberId, { openedAt: at, lastMessageAt: at });
    const { id, messageId } = await addLocation(db, conversation);
    made.push({ conversationId: conversation.id, messageId, locationId: id });
  }
  const [first] = made;
  if (!first) throw new Error("nothing was made");
  for (let i = 1; i < 5; i++)
    await addMessage(db, first.conversationId, { sentAt: new Date(Date.UTC(2026, 10, 1, 11, i)) });
  return { numberId, ...first };
}

type Replaced = { times: 1 | 2; until: Date };

/** A token whose secret was replaced once or twice; the one before the `fresh` one is served until then. */
async function addReplaced({ db }: RunningApp, { times, until }: Replaced) {
  const token = await addToken(db);
  const fresh = createSecret();
  const previous = times === 1 ? token.secret : createSecret();
  const retired = { secretHash: hashSecret(token.secret), secretHint: secretHint(token.secret) };
  await db
    .update(apiTokens)
    .set({
      secretHash: hashSecret(fresh),
      secretHint: secretHint(fresh),
      previousSecretHash: hashSecret(previous),
      previousSecretHint: secretHint(previous),
      previousSecretUntil: until,
    })
    .where(eq(apiTokens.id, token.id));
  if (times === 2) await db.insert(retiredSecrets).values({ ...retired, tokenId: token.id });
  return { ...token, fresh };
}

/** A token in a rotation: its `secret` is the old one, which is served beside the `fresh` one. */
export function addOverlap(app: RunningApp) {
  return addReplaced(app, { times: 1, until: FUTURE });
}

/** A secret per way in which a call is refused before its route is asked, and what the refusal must be. */
async function addRefusals(app: RunningApp) {
  const { db } = app;
  const unusable = async (code: string, status: number, settings: Parameters<typeof addToken>[1]) => ({
    code,
    status,
    ...(await addToken(db, settings)),
  });
  const rotated = { code: "secret_rotated", status: 401 };
  const nobody = { id: null, supplierId: null };
  const wellFormed = createSecret();
  const miscopied = `${wellFormed.slice(0, -1)}${wellFormed.endsWith("a") ? "b" : "a"}`;
  return {
    "no token": { code: "token_missing", status: 401, secret: undefined, ...nobody },
    "no secret": { code: "token_unknown", status: 401, secret: "nonsense-of-a-secret", ...nobody },
    "a miscopied secret": { code: "token_unknown", status: 401, secret: miscopied, ...nobody },
    "an unknown secret": { code: "token_unknown", status: 401, secret: wellFormed, ...nobody },
    "a deleted token": await unusable("token_deleted", 401, { deletedAt: PAST }),
    "a paused token": await unusable("token_paused", 401, { pausedAt: PAST }),
    "an expired token": await unusable("token_expired", 401, { expiresAt: PAST }),
    "a scheduled token": await unusable("token_not_yet_active", 401, { activatesAt: FUTURE }),
    "a replaced secret": { ...rotated, ...(await addReplaced(app, { times: 1, until: PAST })) },
    "a secret that was replaced long ago": {
      ...rotated,
      ...(await addReplaced(app, { times: 2, until: PAST })),
    },
    "another address": await unusable("ip_not_allowed", 403, { allowedIps: ["203.0.113.0/24"] }),
    "too many calls": await unusable("rate_limited", 429, { rateLimitPerMinute: 0 }),
  };
}

/** The names of the refusals that `openContract` can play. */
export const REFUSALS = [
  "no token",
  "no secret",
  "a miscopied secret",
  "an unknown secret",
  "a deleted token",
  "a paused token",
  "an expired token",
  "a scheduled token",
  "a replaced secret",
  "a secret that was replaced long ago",
  "another address",
  "too many calls",
] as const;

/** The documented routes, with the permission that each needs; null for any usable token. */
export const ROUTES = {
  "/token": null,
  "/managed-numbers": null,
  "/conversations": "conversations:read",
  "/conversations/{id}": "conversations:read",
  "/conversations/{id}/messages": "conversations:read",
  "/messages/{id}": "conversations:read",
  "/events": "conversations:read",
  "/exports/conversations": "data:export",
  "/exports/messages": "data:export",
  "/exports/locations": "data:export",
  "/locations": "locations:read",
  "/locations/{id}": "locations:read",
  "/openapi.json": "public",
} satisfies Record<string, Permission | "public" | null>;

/** Fills the application's database with what the contract speaks of, and gives the means to ask. */
export async function openContract(app: RunningApp) {
  const data = await addData(app);
  const token = await addToken(app.db, { numberIds: [data.numberId] });
  const bare = await addToken(app.db, { permissions: [] });
  const ids: Record<string, string> = {
    conversations: data.conversationId,
    messages: data.messageId,
    locations: data.locationId,
  };
  return {
    ...data,
    token,
    /** Usable, without any permission. */
    bare,
    refusals: await addRefusals(app),
    /** What a supplier generates from the served document. */
    clientOf: (secret: string) => createApiClient(app.url, secret),
    /** The address of a documented route, with something behind it. */
    pathOf: (route: string) => `/api/v1${route.replace("{id}", ids[route.split("/")[1] ?? ""] ?? "")}`,
    call: async (method: string, path: string, call: ContractCall = {}): Promise<ContractAnswer> => {
      const answer = await send(app.url, method, path, call);
      const id = answer.headers.get("x-request-id");
      const [row] = id ? await app.db.select().from(apiRequests).where(eq(apiRequests.id, id)) : [];
      if (row) expectDeclared({ ...answer, method, route: row.route });
      return { ...answer, row, body: () => JSON.parse(answer.text) };
    },
  };
}
