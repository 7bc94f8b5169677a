import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVENT_TYPES, type EventType } from "@/db/constants";
import { callbacks } from "@/db/schema/callbacks";
import { deleteTokens } from "@/lib/api-tokens/lifecycle-commands";
import { saveCallbacks } from "@/lib/callbacks/commands";
import { listCallbacks } from "@/lib/callbacks/queries";
import { saveCallbacksInput } from "@/lib/callbacks/schema";
import { urlField } from "@/lib/callbacks/words";
import type { Context } from "@/lib/context";
import { type AdminWorld, auditOf, openAdminWorld, refusalOf, UNKNOWN_ID } from "../support/admin";
import { addToken } from "../support/api-data";
import { createNumber, createThread, publish, type Thread } from "./callbacks-fixtures";

const NEW = "https://example.com/new";
const MESSAGES = "https://example.com/messages";

let world: AdminWorld;
let threads: [Thread, Thread];
let tokenId: string;

beforeAll(async () => {
  world = await openAdminWorld();
  const numberId = await createNumber(world.db);
  threads = [await createThread(world.db, numberId), await createThread(world.db, numberId)];
});

afterAll(() => world.close());

beforeEach(async () => {
  tokenId = (await addToken(world.db)).id;
});

type Urls = Partial<Record<EventType, string>>;

type Saving = { ctx?: Context; id?: string; enabled?: string[] };

/** Saves these endpoints, switched on unless told otherwise; those that are not named are empty. */
function save(urls: Urls, { ctx = world.admin, id = tokenId, enabled = Object.keys(urls) }: Saving = {}) {
  const fields = Object.entries(urls).map(([type, url]) => [urlField(type as EventType), url]);
  return saveCallbacks(
    ctx,
    saveCallbacksInput.parse({
      tokenId: id,
      enabled,
      cancels: [...EVENT_TYPES],
      ...Object.fromEntries(fields),
    }),
  );
}

const rowsOf = (id: string) =>
  world.db
    .select({ eventType: callbacks.eventType, url: callbacks.url, enabled: callbacks.enabled })
    .from(callbacks)
    .where(eq(callbacks.tokenId, id))
    .orderBy(callbacks.eventType);

describe("saveCallbacks", () => {
  test("keeps one endpoint per event type, and the audit row holds the changed ones only", async () => {
    await save({ "conversation.created": NEW, "message.received": ` ${MESSAGES} ` });
    expect(await rowsOf(tokenId)).toEqual([
      { eventType: "conversation.created", url: NEW, enabled: true },
      { eventType: "message.received", url: MESSAGES, enabled: true },
    ]);
    await save(
      { "conversation.created": NEW, "message.received": MESSAGES },
      { enabled: ["message.received"] },
    );
    const [first, second] = await auditOf(world.db, tokenId);
    expect(first).toMatchObject({
      action: "api_token.callbacks_changed",
      actorLabel: "admin@example.com",
      targetType: "api_token",
      targetLabel: "Test token",
    });
    expect(first?.before).toEqual({
      "conversation.created": { url: "", enabled: false },
      "message.received": { url: "", enabled: false },
    });
    expect(first?.after).toEqual({
      "conversation.created": { url: NEW, enabled: true },
      "message.received": { url: MESSAGES, enabled: true },
    });
    expect(second?.before).toEqual({ "conversation.created": { url: NEW, enabled: true } });
    expect(second?.after).toEqual({ "conversation.created": { url: NEW, enabled: false } });
  });

  test("switches nothing on that has no endpoint", async () => {
    await save({}, { enabled: ["message.received"] });
    expect(await rowsOf(tokenId)).toEqual([]);
    await save({ "message.received": NEW });
    await save({}, { enabled: ["message.received"] });
    expect(await rowsOf(tokenId)).toEqual([{ eventType: "message.received", url: "", enabled: false }]);
  });

  test("touches no other token's endpoints", async () => {
    const other = await addToken(world.db);
    await save({ "message.received": MESSAGES }, { id: other.id });
    await save({ "message.received": NEW });
    expect(await rowsOf(other.id)).toEqual([{ eventType: "message.received", url: MESSAGES, enabled: true }]);
  });

  test("of two at once none is lost and no endpoint is doubled", async () => {
    const saved = await Promise.allSettled([
      save({ "conversation.created": NEW, "message.received": NEW }),
      save({ "conversation.created": MESSAGES, "message.received": MESSAGES }),
    ]);
    expect(saved.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled"]);
    const urls = (await rowsOf(tokenId)).map(({ url }) => url);
    expect(urls).toHaveLength(2);
    expect(new Set(urls).size).toBe(1);
    const [first, second] = await auditOf(world.db, tokenId);
    expect(second?.before).toEqual(first?.after);
  });
});

describe("what is refused is refused whole", () => {
  test.each([
    ["a name without a scheme", "example.com/callbacks"],
    ["another scheme", "ftp://example.com/"],
    ["a script", "javascript:alert(1)"],
    ["a user name and a password", "https://user:password@example.com/"],
    ["loopback", "http://127.0.0.1:8080/"],
    ["loopback by name", "https://localhost/"],
    ["loopback below a name", "https://some.localhost./"],
    ["a short form of loopback", "https://127.1/"],
    ["loopback as one number", "https://2130706433/"],
    ["loopback in hexadecimal", "https://0x7f.0.0.1/"],
    ["loopback of IPv6", "https://[::1]/"],
    ["loopback mapped into IPv6", "https://[::ffff:127.0.0.1]/"],
    ["a private network", "https://10.1.2.3/"],
    ["another private network", "https://192.168.0.1/"],
    ["the metadata service", "http://169.254.169.254/latest/meta-data/"],
    ["a unique local address", "https://[fd00::1]/"],
    ["every address", "https://0.0.0.0/"],
  ])("%s", async (_what, url) => {
    const work = save({ "conversation.created": NEW, "message.status_changed": url });
    expect(await refusalOf(work)).toEqual({ code: "invalid_input", fields: ["url.message.status_changed"] });
    expect(await rowsOf(tokenId)).toEqual([]);
    expect(await auditOf(world.db, tokenId)).toEqual([]);
  });

  test("every bad endpoint is named, one that is switched off too", async () => {
    const work = save(
      { "conversation.created": "https://10.0.0.1/", "message.received": "nonsense" },
      { enabled: [] },
    );
    expect((await refusalOf(work)).fields).toEqual(["url.conversation.created", "url.message.received"]);
  });

  test("a manager", async () => {
    const work = save({ "message.received": NEW }, { ctx: world.manager });
    expect(await refusalOf(work)).toEqual({ code: "forbidden", fields: [] });
    expect(await rowsOf(tokenId)).toEqual([]);
    expect(await auditOf(world.db, tokenId)).toEqual([]);
  });

  test("an unknown or deleted token", async () => {
    expect(await refusalOf(save({ "message.received": NEW }, { id: UNKNOWN_ID }))).toMatchObject({
      code: "not_found",
    });
    await save({ "message.received": MESSAGES });
    await deleteTokens(world.admin, { ids: [tokenId] });
    expect(await refusalOf(save({ "message.received": NEW }))).toMatchObject({ code: "not_found" });
    expect(await rowsOf(tokenId)).toMatchObject([{ url: MESSAGES }]);
  });
});

test("outside production http is allowed", async () => {
  await save({ "message.received": "http://example.com/" });
  expect(await rowsOf(tokenId)).toMatchObject([{ url: "http://example.com/" }]);
});

describe("listCallbacks", () => {
  test("has an entry for every event type, blank where none is set", async () => {
    await save({ "message.received": MESSAGES });
    const listed = await listCallbacks(world.manager, tokenId);
    expect(listed.map(({ eventType, url, enabled }) => [eventType, url, enabled])).toEqual([
      ["conversation.created", "", false],
      ["message.received", MESSAGES, true],
      ["message.status_changed", "", false],
    ]);
    expect(await listCallbacks(world.manager, UNKNOWN_ID)).toHaveLength(3);
  });

  test("counts what each callback is owed, not what the others are", async () => {
    const other = await addToken(world.db);
    await save({ "message.received": MESSAGES }, { id: other.id });
    await save({ "conversation.created": NEW, "message.received": MESSAGES });
    await publish(world.db, threads[0], ["a", "b", "c"]);
    await publish(world.db, threads[1], ["d"], "conversation.created");
    await publish(world.db, threads[1], ["nobody's"], "message.status_changed");
    const pending = async (id: string) =>
      (await listCallbacks(world.manager, id)).map(({ pendingDeliveries }) => pendingDeliveries);
    expect(await pending(tokenId)).toEqual([1, 3, 0]);
    expect(await pending(other.id)).toEqual([0, 3, 0]);
    await save({ "conversation.created": NEW });
    expect(await pending(tokenId)).toEqual([1, 0, 0]);
    expect(await pending(other.id)).toEqual([0, 3, 0]);
  });
});
