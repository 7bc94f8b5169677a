import { asc, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET, POST } from "@/app/api/channels/whatsapp/route";
import type { Database } from "@/db/client";
import { locations, messages } from "@/db/schema/messages";
import { everyRow, message, openChannel, send, store, withMessages } from "../support/channel";
import { sendWhatsapp, whatsappFixture, whatsappSignature } from "../support/send-whatsapp";

let channel: Awaited<ReturnType<typeof openChannel>>;
let db: Database;

beforeAll(async () => {
  channel = await openChannel();
  db = channel.db;
});
beforeEach(() => channel.reset());
afterAll(() => channel.close());

describe("what nobody expects", () => {
  test("a malformed message does not lose its neighbours", async () => {
    await store(
      withMessages(
        null,
        { id: 7 },
        message("G1"),
        message("x".repeat(20_000)),
        message("G2", { from: "" }),
        message("G3"),
      ),
    );
    const rows = await db.select({ id: messages.externalId }).from(messages).orderBy(asc(messages.id));
    expect(rows).toEqual([{ id: "wamid.G1" }, { id: "wamid.G3" }]);
  });

  test("a message that cannot be stored is asked for again, and its neighbours are kept", async () => {
    const body = withMessages(message("F1"), message("F2"), message("F3"));
    await db.execute(sql`alter table messages add constraint refuses check (external_id <> 'wamid.F2')`);
    expect((await send(body)).status).toBe(500);
    expect(await db.select().from(messages)).toHaveLength(2);
    await db.execute(sql`alter table messages drop constraint refuses`);
    expect((await send(body)).status).toBe(200);
    expect(await db.select().from(messages)).toHaveLength(3);
  });

  test("unknown types, odd contents and fields are stored", async () => {
    await store(
      withMessages(
        message("T1", { type: "hologram", hologram: { depth: 3 } }),
        message("T2", { text: "not an object" }),
        message("T3", { type: "constructor" }),
        message("T4", { type: "location", location: { latitude: 123, longitude: 0 } }),
        message("T5", { type: 12 }),
      ),
    );
    const rows = await db.select().from(messages).orderBy(asc(messages.id));
    expect(rows.map((row) => row.type)).toEqual(["hologram", "text", "constructor", "location", "unknown"]);
    expect(rows.every((row) => row.text === null)).toBe(true);
    expect(await db.select().from(locations)).toEqual([]);
  });

  test("text that PostgreSQL refuses is made storable", async () => {
    const body = withMessages(message("U1", { text: { body: "NUL" } })).replace(
      '"NUL"',
      '"a\\u0000b\\ud800c"',
    );
    await store(body);
    const [row] = await db.select().from(messages);
    expect(row?.text).toBe("a\uFFFDb\uFFFDc");
  });

  test.each([undefined, "", "soon", "-5", "99999999999999999999", "253402300800", 0])(
    "the absurd time %s falls back to now",
    async (timestamp) => {
      const before = Date.now();
      await store(withMessages(message("TIME", { timestamp })));
      const [row] = await db.select().from(messages);
      expect(row?.sentAt.getTime()).toBeGreaterThanOrEqual(before);
      expect(row?.sentAt.getTime()).toBeLessThanOrEqual(Date.now());
    },
  );

  test("changes that are not about messages pass", async () => {
    const body = JSON.parse(whatsappFixture("text"));
    body.entry[0].changes.unshift({ field: "account_update", value: { event: "VERIFIED" } });
    await store(JSON.stringify(body));
    expect(await db.select().from(messages)).toHaveLength(1);
  });

  test("a change of another shape is refused after the others were stored", async () => {
    const body = JSON.parse(whatsappFixture("text"));
    body.entry[0].changes.unshift({ field: "messages", value: { metadata: null } });
    expect((await send(JSON.stringify(body))).status).toBe(400);
    expect(await db.select().from(messages)).toHaveLength(1);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["another shape", '{"object":"page","entry":[]}'],
    ["a list", "[]"],
    ["too many levels", "[".repeat(100_000) + "]".repeat(100_000)],
  ])("%s is a 400", async (_, body) => {
    const answer = await send(body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ code: "malformed_body" });
  });

  test("bytes that are no UTF-8 are a 400", async () => {
    const answer = await sendWhatsapp(POST, new Uint8Array([0x22, 0xff, 0x22]));
    expect(answer.status).toBe(400);
  });
});

describe("who may post", () => {
  const post = (body: string, headers: Record<string, string>) =>
    POST(new Request("http://localhost/api/channels/whatsapp", { method: "POST", body, headers }));

  test.each([
    ["no signature", {}],
    ["another secret", { "x-hub-signature-256": whatsappSignature(whatsappFixture("text"), "other") }],
    ["another body", { "x-hub-signature-256": whatsappSignature("{}", "test-whatsapp-app-secret") }],
    ["a malformed one", { "x-hub-signature-256": "sha256=zz" }],
  ] as [string, Record<string, string>][])("%s is a 401 and stores nothing", async (_, headers) => {
    const answer = await post(whatsappFixture("text"), headers);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: "signature_invalid" });
    expect((await everyRow(db)).flat()).toEqual([]);
  });

  test.each([{}, { "x-hub-signature-256": "sha256=zz" }] as Record<string, string>[])(
    "with %j the body is not read",
    async (headers) => {
      let wasRead = false;
      const pull = () => {
        wasRead = true;
      };
      const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
      const init = { method: "POST", headers, body, duplex: "half" } as RequestInit;
      const answer = await POST(new Request("http://localhost/api/channels/whatsapp", init));
      expect([answer.status, wasRead]).toEqual([401, false]);
    },
  );

  test("a body over the limit is a 413, whether it says so or not", async () => {
    const headers = { "x-hub-signature-256": whatsappSignature("{}", "test-whatsapp-app-secret") };
    expect((await post("{}", { ...headers, "content-length": "4000000" })).status).toBe(413);
    const huge = new Blob(["x".repeat(3 * 1024 * 1024 + 1)]).stream();
    const init = { method: "POST", headers, body: huge, duplex: "half" } as RequestInit;
    const answer = await POST(new Request("http://localhost/api/channels/whatsapp", init));
    expect(answer.status).toBe(413);
  });
});

describe("verification", () => {
  const verify = (query: string) => GET(new Request(`http://localhost/api/channels/whatsapp?${query}`));

  test("answers the challenge as plain text", async () => {
    const answer = await verify(
      "hub.mode=subscribe&hub.verify_token=test-verify-token&hub.challenge=1158201444",
    );
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain/);
    expect(await answer.text()).toBe("1158201444");
  });

  test.each([
    "hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=1",
    "hub.mode=subscribe&hub.challenge=1",
    "hub.mode=other&hub.verify_token=test-verify-token&hub.challenge=1",
    "hub.mode=subscribe&hub.verify_token=test-verify-token",
    "",
  ])("%s is a 403", async (query) => {
    expect((await verify(query)).status).toBe(403);
  });
});
