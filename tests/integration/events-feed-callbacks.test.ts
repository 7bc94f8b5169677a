import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EVENT_TYPES } from "@/db/constants";
import { deliveries } from "@/db/schema/callbacks";
import { conversations, managedNumbers } from "@/db/schema/conversations";
import { messages } from "@/db/schema/messages";
import type { Dispatcher } from "@/lib/dispatcher/dispatcher";
import { encrypt } from "@/lib/encryption";
import { addToken, callApi } from "../support/api-data";
import { openChannel, store, storeFixtures, withStatus } from "../support/channel";
import { startTestReceiver, type TestReceiver } from "../support/receiver";
import { conversationOf, createCallback, eventually, KEY, testDispatcher } from "./callbacks-fixtures";

const FIRST_NUMBER = "410022003300440";

let channel: Awaited<ReturnType<typeof openChannel>>;
let receiver: TestReceiver;
let dispatcher: Dispatcher;

/** A token that is called back for everything, at a path of its own. */
async function subscribe(path: string, settings: Parameters<typeof addToken>[1]): Promise<string> {
  const signingSecret = encrypt(receiver.secrets[0] ?? "", KEY);
  const token = await addToken(channel.db, { ...settings, signingSecret });
  for (const type of EVENT_TYPES) await createCallback(channel.db, token.id, receiver.url + path, type);
  return token.secret;
}

async function addOutbound(): Promise<void> {
  const [conversation] = await channel.db.select().from(conversations);
  await channel.db.insert(messages).values({
    conversationId: conversation?.id ?? "",
    managedNumberId: conversation?.managedNumberId ?? "",
    direction: "outbound",
    type: "text",
    text: "Your table is booked.",
    externalId: "wamid.OUT",
    status: "queued",
    sentAt: new Date(1_795_420_850_000),
  });
}

async function publishMix(): Promise<void> {
  await addOutbound();
  await storeFixtures("location", "reply", "image");
  await store(withStatus("OUT", "sent"), withStatus("OUT", "delivered"));
  await storeFixtures("batch", "text-second-number", "location-bare", "reaction");
  await store(withStatus("OUT", "read"));
}

const secrets: Record<string, string> = {};

beforeAll(async () => {
  [channel, receiver] = await Promise.all([openChannel(), startTestReceiver()]);
  // The numbers are known from their first message on; what is published before the tokens are there is nobody's.
  await storeFixtures("text");
  await channel.db.execute(sql`truncate events cascade`);
  const [number] = await channel.db
    .select()
    .from(managedNumbers)
    .where(eq(managedNumbers.waPhoneNumberId, FIRST_NUMBER));
  secrets["/masked"] = await subscribe("/masked", { masksContacts: true });
  secrets["/chosen"] = await subscribe("/chosen", { numberIds: [number?.id ?? ""] });
  secrets["/without-locations"] = await subscribe("/without-locations", {
    permissions: ["conversations:read"],
  });
  dispatcher = testDispatcher(channel.db);
  dispatcher.start();
  await publishMix();
  await eventually(
    async () => (await channel.db.$count(deliveries, eq(deliveries.state, "pending"))) === 0,
    "all callbacks",
  );
});

afterAll(async () => {
  await dispatcher?.stop({ drainMs: 2_000 });
  await receiver?.close();
  await channel?.close();
});

type FeedEvent = { id: string; type: string; data: { conversation: { id: string } } };

/** The ids of each conversation's events of one type, in their order. */
function orders(list: { key: string; id: string }[]): Record<string, string[]> {
  const groups = Map.groupBy(list, ({ key }) => key);
  return Object.fromEntries([...groups].map(([key, all]) => [key, all.map(({ id }) => id)]));
}

describe.each(["/masked", "/chosen", "/without-locations"])(
  "feed and callbacks of the token of %s",
  (path) => {
    const received = () => receiver.events().filter((event) => event.path === path);

    test("have the same events with the same bodies, byte for byte", async () => {
      const { text, body } = await callApi(channel.db, "/api/v1/events?limit=100", secrets[path]);
      const feed: FeedEvent[] = body().data;
      expect(feed.length).toBeGreaterThan(8);
      expect(new Set(feed.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
      expect(received().every(({ verified }) => verified)).toBe(true);
      expect(
        received()
          .map(({ webhookId }) => webhookId)
          .toSorted(),
      ).toEqual(feed.map(({ id }) => id).toSorted());
      for (const { webhookId, body: sent } of received())
        expect(text).toContain(`{"id":"${webhookId}",${sent.slice(1)}`);
    });

    test("have the same order within a conversation", async () => {
      const { body } = await callApi(channel.db, "/api/v1/events?limit=100", secrets[path]);
      const feed: FeedEvent[] = body().data;
      const called = received().map((event) => ({
        key: `${event.type} ${conversationOf(event.body)}`,
        id: event.webhookId,
      }));
      expect(orders(called)).toEqual(
        orders(feed.map(({ id, type, data }) => ({ key: `${type} ${data.conversation.id}`, id }))),
      );
    });
  },
);

test("each token sees what it may", async () => {
  const textOf = async (path: string) =>
    (await callApi(channel.db, "/api/v1/events?limit=100", secrets[path])).text;
  const [masked, chosen, placeless] = await Promise.all(Object.keys(secrets).map(textOf));
  expect(masked).not.toContain("393331112233");
  expect(chosen).toContain("393331112233");
  expect(chosen).not.toContain("447700900123");
  expect(masked).toContain('"latitude":');
  expect(placeless).not.toContain('"latitude":');
});
