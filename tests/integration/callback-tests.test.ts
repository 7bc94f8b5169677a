import { eq, sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks, deliveries } from "@/db/schema/callbacks";
import { grantOf } from "@/lib/api-tokens/grant";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { getToken } from "@/lib/api-tokens/queries";
import { sampleBodies } from "@/lib/callbacks/example-events";
import { TESTS_PER_MINUTE } from "@/lib/callbacks/settings";
import { sendTestEvent } from "@/lib/callbacks/test-event-commands";
import { encrypt } from "@/lib/encryption";
import { env } from "@/lib/env";
import { eventBodies } from "@/lib/events/resource-schema";
import { exampleOf } from "@/lib/openapi/schemas";
import { createSigningSecret } from "@/lib/signing-secrets/secret";
import { type AdminWorld, auditOf, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addNumber, addToken } from "../support/api-data";
import { startTestReceiver, type TestReceiver } from "../support/receiver";
import { rotateCurrentSigning } from "../support/rotations";
import { createCallback, createThread, LOOPBACK, publish, textOf } from "./callbacks-fixtures";

let world: AdminWorld;
let receiver: TestReceiver;
let numberId: string;
let secret: string;
let status: number | undefined;

beforeAll(async () => {
  world = await openAdminWorld({ CALLBACK_ALLOWED_NETWORKS: LOOPBACK.join(",") });
  receiver = await startTestReceiver({ answerWith: () => status });
  numberId = await addNumber(world.db, "+390611111111");
});

afterAll(async () => {
  await receiver.close();
  await world.close();
});

beforeEach(() => {
  secret = createSigningSecret();
  receiver.secrets.push(secret);
});

afterEach(() => {
  status = undefined;
});

type TokenValues = Parameters<typeof addToken>[1];

/** A token whose callback for incoming messages leads to a path of the receiver's. */
async function setUp(values: TokenValues = {}, url = `${receiver.url}/${uuidv7()}`) {
  const signingSecret = encrypt(secret, env().ENCRYPTION_KEY);
  const { id: tokenId } = await addToken(world.db, { signingSecret, ...values });
  const callbackId = await createCallback(world.db, tokenId, url);
  const send = (ctx = world.admin) => sendTestEvent(ctx, { tokenId, eventType: "message.received" });
  const received = () => receiver.events().filter((event) => url.endsWith(event.path));
  return { tokenId, callbackId, url, send, received };
}

function isSignedWith(one: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(one).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

describe("sendTestEvent", () => {
  test("sends the newest event that the token sees, signed and marked, with every phase measured", async () => {
    const hidden = await createThread(world.db, await addNumber(world.db, "+390622222222"));
    const { tokenId, callbackId, url, send, received } = await setUp({ numberIds: [numberId] });
    await publish(world.db, await createThread(world.db, numberId), ["older", "newest"]);
    await publish(world.db, hidden, ["not seen"]);
    const before = await world.db.select().from(callbacks).where(eq(callbacks.id, callbackId));
    const result = await send();
    expect(result).toMatchObject({ url, isExample: false, delivered: true, statusCode: 204, error: null });
    expect(result.phases).toEqual({
      dnsMs: null,
      connectMs: expect.any(Number),
      tlsMs: null,
      firstByteMs: expect.any(Number),
    });
    const [event, ...others] = received();
    expect(others).toEqual([]);
    expect(textOf(event?.body ?? "")).toBe("newest");
    expect(event?.headers).toMatchObject({ "webhook-test": "true" });
    expect(new Webhook(secret).verify(event?.body ?? "", event?.headers ?? {})).toBeTruthy();
    const own = await world.db.select().from(deliveries).where(eq(deliveries.callbackId, callbackId));
    expect(own.every(({ attempts, eventId }) => attempts === 0 && eventId !== event?.webhookId)).toBe(true);
    expect(await world.db.select().from(callbacks).where(eq(callbacks.id, callbackId))).toEqual(before);
    expect(await auditOf(world.db, tokenId)).toMatchObject([
      { action: "api_token.callback_tested", after: { eventType: "message.received", url } },
    ]);
  });

  test("is signed with the former secret too until its time is over", async () => {
    const { tokenId, send, received } = await setUp();
    const second = await rotateCurrentSigning(world.admin, tokenId, "1h");
    receiver.secrets.push(second);
    await send();
    await world.db
      .update(apiTokens)
      .set({ previousSigningSecretUntil: sql`now()` })
      .where(eq(apiTokens.id, tokenId));
    await send();
    const accepted = received().map(({ body, headers }) =>
      [secret, second].map((one) => isSignedWith(one, body, headers)),
    );
    expect(accepted).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  test("is cut to the token's rights as a callback is", async () => {
    const { send, received } = await setUp({ permissions: ["locations:read"] });
    await publish(world.db, await createThread(world.db, numberId), ["a secret text"]);
    await send();
    expect(received()[0]?.body).not.toContain("a secret text");
    expect(eventBodies["message.received"].safeParse(JSON.parse(received()[0]?.body ?? "")).success).toBe(
      true,
    );
  });

  test.each([
    ["no number", { numberIds: [] }],
    ["nothing any more", { expiresAt: new Date("2021-01-01T00:00:00Z") }],
    ["nothing yet", { activatesAt: new Date("2100-01-01T00:00:00Z") }],
  ])("of a token that sees %s carries the documented example", async (_what, values: TokenValues) => {
    const { tokenId, send, received } = await setUp(values);
    await publish(world.db, await createThread(world.db, numberId), ["somebody's"]);
    expect(await send()).toMatchObject({ isExample: true, delivered: true });
    const sample = sampleBodies(grantOf(await getToken(world.admin, tokenId)))["message.received"];
    expect(JSON.parse(received()[0]?.body ?? "")).toEqual(JSON.parse(sample));
  });

  test("tells what went wrong, and how far it came", async () => {
    const refusing = await setUp();
    status = 503;
    expect(await refusing.send()).toMatchObject({ delivered: false, statusCode: 503, error: null });
    const closed = await setUp({}, "http://127.0.0.1:1/");
    const none = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
    expect(await closed.send()).toMatchObject({ delivered: false, error: "refused", phases: none });
    const plain = await setUp({}, receiver.url.replace("http:", "https:"));
    const { error, phases } = await plain.send();
    expect([error, phases]).toEqual(["tls", { ...none, connectMs: expect.any(Number) }]);
    const named = await setUp({}, receiver.url.replace("127.0.0.1", "localhost"));
    expect((await named.send()).phases.dnsMs).toEqual(expect.any(Number));
    const unnamed = await setUp({}, "http://no-such-host.invalid/");
    expect(await unnamed.send()).toMatchObject({ error: "dns", phases: none });
  });

  test("goes to no private address, whatever was saved", async () => {
    const { send } = await setUp({}, "http://10.0.0.3/");
    expect(await send()).toMatchObject({ statusCode: null, error: "address_forbidden" });
  });

  test(`is refused after ${TESTS_PER_MINUTE} in a minute, for that token alone`, async () => {
    const [{ tokenId, send, received }, other] = [await setUp(), await setUp()];
    for (let sent = 0; sent < TESTS_PER_MINUTE; sent++) await send();
    expect(await refusalOf(send())).toMatchObject({ code: "rate_limited" });
    expect(received()).toHaveLength(TESTS_PER_MINUTE);
    expect(await auditOf(world.db, tokenId)).toHaveLength(TESTS_PER_MINUTE);
    expect(await other.send()).toMatchObject({ delivered: true });
  });

  test("is no manager's, and needs a token and an endpoint", async () => {
    const { tokenId, send, received } = await setUp();
    expect(await refusalOf(send(world.manager))).toMatchObject({ code: "forbidden" });
    const to = (id: string, eventType: "message.received" | "conversation.created") =>
      refusalOf(sendTestEvent(world.admin, { tokenId: id, eventType }));
    expect(await to(tokenId, "conversation.created")).toMatchObject({ code: "invalid_input" });
    expect(await to(UNKNOWN_ID, "message.received")).toMatchObject({ code: "not_found" });
    await deleteTokens(world.admin, { ids: [tokenId] });
    expect(await to(tokenId, "message.received")).toMatchObject({ code: "not_found" });
    expect(received()).toEqual([]);
    expect((await auditOf(world.db, tokenId)).map(({ action }) => action)).toEqual(["api_token.deleted"]);
  });
});

test("the sample body of a token that may see all is the documented one, and of others what they would get", async () => {
  const { tokenId } = await setUp();
  const grant = grantOf(await getToken(world.admin, tokenId));
  for (const [type, body] of Object.entries(sampleBodies(grant)))
    expect(JSON.parse(body)).toEqual(exampleOf(eventBodies[type as keyof typeof eventBodies]));
  await world.db
    .update(apiTokens)
    .set({ permissions: [], masksContacts: true })
    .where(eq(apiTokens.id, tokenId));
  const bare = sampleBodies(grantOf(await getToken(world.admin, tokenId)))["message.received"];
  expect(Object.keys(JSON.parse(bare).data.conversation)).toEqual(["id"]);
});
