import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { events } from "@/db/schema/callbacks";
import { contacts, conversations, managedNumbers } from "@/db/schema/conversations";
import { locations, messages } from "@/db/schema/messages";
import {
  eventTypes,
  everyRow,
  message,
  openChannel,
  send,
  store,
  storeFixtures,
  withMessages,
} from "../support/channel";
import { WHATSAPP_FIXTURES, whatsappBody, whatsappFixture } from "../support/send-whatsapp";

let channel: Awaited<ReturnType<typeof openChannel>>;
let db: Database;

beforeAll(async () => {
  channel = await openChannel();
  db = channel.db;
});
beforeEach(() => channel.reset());
afterAll(() => channel.close());

describe("the bodies of WhatsApp", () => {
  test.each(WHATSAPP_FIXTURES)("%s is stored once, however often it comes", async (name) => {
    await storeFixtures(name);
    const first = await everyRow(db);
    await storeFixtures(name, name);
    expect(await everyRow(db)).toEqual(first);
  });

  test("all of them together, three times and concurrently, leave each message and event once", async () => {
    const bodies = [...WHATSAPP_FIXTURES, ...WHATSAPP_FIXTURES, ...WHATSAPP_FIXTURES];
    const answers = await Promise.all(bodies.map((name) => send(whatsappFixture(name))));
    expect(answers.map((answer) => answer.status)).toEqual(bodies.map(() => 200));
    const stored = await db.select().from(messages);
    expect(stored).toHaveLength(13);
    const types = await eventTypes(db);
    expect(types.filter((type) => type === "conversation.created")).toHaveLength(3);
    expect(types.filter((type) => type === "message.received")).toHaveLength(13);
  });

  test("a text opens a conversation, and both facts are published in that order", async () => {
    await storeFixtures("text");
    expect(await eventTypes(db)).toEqual(["conversation.created", "message.received"]);
    const [conversation] = await db.select().from(conversations);
    expect(conversation).toMatchObject({
      status: "waiting",
      openedAt: new Date(1_795_420_800_000),
      lastMessageAt: new Date(1_795_420_800_000),
      closedAt: null,
    });
    const [number] = await db.select().from(managedNumbers);
    expect(number).toMatchObject({ phone: "+390612345678", label: "+390612345678" });
    const [contact] = await db.select().from(contacts);
    expect(contact).toMatchObject({ phone: "+393331112233", name: "Giulia Ferri" });
    const [stored] = await db.select().from(messages);
    expect(stored).toMatchObject({
      direction: "inbound",
      text: "Buongiorno, il mio ordine 4711 non è arrivato.",
      externalId: "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgU3A0001",
      status: null,
    });
    expect(JSON.parse(stored?.payload ?? "")).toMatchObject({ type: "text", from: "393331112233" });
  });

  test.each([
    ["image", "La scatola rotta"],
    ["button", "Confermo"],
    ["interactive-list", "Domani alle 10"],
    ["reaction", "👍"],
    ["location", null],
    ["unsupported", null],
  ])("the text of %s is %s", async (name, text) => {
    await storeFixtures(name);
    const stored = await db.select({ text: messages.text }).from(messages);
    expect(stored).toEqual([{ text }]);
  });

  test("positions become locations, with and without a name", async () => {
    await storeFixtures("location", "location-bare");
    const rows = await db.select().from(locations).orderBy(asc(locations.id));
    expect(rows).toMatchObject([
      { latitude: 41.902782, longitude: 12.496366, name: "Bar Centrale" },
      { latitude: -33.856784, longitude: 151.215297, name: null, address: null },
    ]);
  });
});

test("an event tells everything, so that nothing has to be asked for", async () => {
  await storeFixtures("location");
  const rows = await db.select({ payload: events.payload }).from(events).orderBy(asc(events.seq));
  const [created, received] = rows.map((row) => JSON.parse(row.payload));
  expect(created).toEqual({ conversation: received.conversation });
  expect(received).toMatchObject({
    conversation: {
      status: "waiting",
      managed_number: { phone: "+390612345678" },
      contact: { phone: "+393331112233", name: "Giulia Ferri" },
    },
    message: {
      conversation_id: created.conversation.id,
      type: "location",
      sent_at: "2026-11-23T08:03:30.000Z",
      position: { latitude: 41.902782, longitude: 12.496366, name: "Bar Centrale" },
    },
  });
});

test("a webhook of many people keeps the order of each", async () => {
  const people = Array.from({ length: 9 }, (_, i) => `39333111220${i}`);
  const texts = ["one", "two", "three", "four"];
  await store(
    withMessages(
      ...people.flatMap((from) =>
        texts.map((text) => message(`${from}-${text}`, { from, text: { body: text } })),
      ),
    ),
  );
  const rows = await db
    .select({ conversationId: events.conversationId, payload: events.payload })
    .from(events)
    .where(eq(events.type, "message.received"))
    .orderBy(asc(events.seq));
  const byConversation = Map.groupBy(rows, (row) => row.conversationId);
  expect(byConversation.size).toBe(people.length);
  for (const own of byConversation.values())
    expect(own.map(({ payload }) => JSON.parse(payload).message.text)).toEqual(texts);
});

describe("conversations", () => {
  const close = (status: "closed" | "unmanaged" | "active") =>
    db.update(conversations).set({ status, closedAt: status === "active" ? null : new Date() });

  test("a further message joins an active conversation", async () => {
    await storeFixtures("text");
    await close("active");
    await storeFixtures("reply");
    const rows = await db.select().from(conversations);
    expect(rows).toMatchObject([{ status: "active", lastMessageAt: new Date(1_795_420_890_000) }]);
    expect(await eventTypes(db)).toEqual(["conversation.created", "message.received", "message.received"]);
  });

  test.each(["closed", "unmanaged"] as const)("a message re-opens a %s one", async (status) => {
    await storeFixtures("text");
    await close(status);
    await storeFixtures("reply");
    const rows = await db.select().from(conversations);
    expect(rows).toMatchObject([{ status: "waiting", closedAt: null }]);
  });

  test("a message that came before does not re-open it", async () => {
    await storeFixtures("text");
    await close("closed");
    await storeFixtures("text");
    expect(await db.select().from(conversations)).toMatchObject([{ status: "closed" }]);
  });

  test("the last message's time never falls", async () => {
    await storeFixtures("reply", "text");
    const [row] = await db.select().from(conversations);
    expect(row?.lastMessageAt).toEqual(new Date(1_795_420_890_000));
  });

  test("a name is refreshed, and kept when the next webhook does not tell it", async () => {
    await storeFixtures("text");
    const contact = { wa_id: "393331112233", profile: { name: "Giulia B." } };
    await store(whatsappBody({ contacts: [contact], messages: [message("N1")] }));
    await store(withMessages(message("N2")));
    expect(await db.select({ name: contacts.name }).from(contacts)).toEqual([{ name: "Giulia B." }]);
  });

  describe("the only profile of a webhook", () => {
    // As in Brazil, where an id may lack a digit of the phone.
    const profile = { wa_id: "551187654321", profile: { name: "Ana" } };
    const from = (phone: string, id: string) => message(id, { from: phone });
    const namesAfter = async (...list: unknown[]) => {
      await store(whatsappBody({ contacts: [profile], messages: list }));
      const rows = await db.select().from(contacts).orderBy(asc(contacts.phone));
      return rows.map(({ phone, name }) => [phone, name]);
    };

    test("names a single writer, whose phone may differ from it", async () => {
      const list = [from("5511987654321", "W1"), from("5511987654321", "W2")];
      expect(await namesAfter(...list)).toEqual([["+5511987654321", "Ana"]]);
    });

    test("names nobody else of several writers", async () => {
      expect(await namesAfter(from("551187654321", "W3"), from("393330002222", "W4"))).toEqual([
        ["+393330002222", null],
        ["+551187654321", "Ana"],
      ]);
    });

    test("names nobody else beside a message whose writer cannot be read", async () => {
      const unreadable = { from: "551187654321", type: "text" };
      expect(await namesAfter(unreadable, from("393330002222", "W5"))).toEqual([["+393330002222", null]]);
    });
  });

  test("a name that is too long is cut between two characters", async () => {
    const contact = { wa_id: "393331112233", profile: { name: ` a${"😀".repeat(250)}` } };
    await store(whatsappBody({ contacts: [contact], messages: [message("L1")] }));
    expect(await db.select({ name: contacts.name }).from(contacts)).toEqual([
      { name: `a${"😀".repeat(199)}` },
    ]);
  });

  test("a number follows its phone, and keeps its label", async () => {
    await storeFixtures("text");
    await db.update(managedNumbers).set({ label: "Shop" });
    await store(whatsappBody({ messages: [message("P1")] }, { display_phone_number: "+39 06 999 8877" }));
    expect(await db.select().from(managedNumbers)).toMatchObject([{ phone: "+39069998877", label: "Shop" }]);
  });
});
