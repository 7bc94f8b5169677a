import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { conversations } from "@/db/schema/conversations";
import { messageStatuses, messages } from "@/db/schema/messages";
import {
  message,
  openChannel,
  send,
  statusChanges,
  store,
  storeFixtures,
  withMessages,
  withStatus,
} from "../support/channel";
import { whatsappBody } from "../support/send-whatsapp";

let channel: Awaited<ReturnType<typeof openChannel>>;
let db: Database;

beforeAll(async () => {
  channel = await openChannel();
  db = channel.db;
});
beforeEach(() => channel.reset());
afterAll(() => channel.close());

const storedStatus = async (id: string) =>
  (
    await db
      .select()
      .from(messages)
      .where(eq(messages.externalId, `wamid.${id}`))
  )[0]?.status;

describe("statuses", () => {
  const outbound = async (status: "queued" | null = "queued") => {
    const [conversation] = await db.select().from(conversations);
    await db.insert(messages).values({
      conversationId: conversation?.id ?? "",
      managedNumberId: conversation?.managedNumberId ?? "",
      direction: "outbound",
      type: "text",
      externalId: "wamid.OUT",
      status,
      sentAt: new Date(1_795_420_850_000),
    });
  };

  beforeEach(() => storeFixtures("text"));

  test("move a message forwards only, and each step is published once", async () => {
    await outbound();
    for (const status of ["delivered", "sent", "delivered", "read", "sent"])
      await store(withStatus("OUT", status));
    expect(await storedStatus("OUT")).toBe("read");
    expect(await statusChanges(db)).toMatchObject([
      { status: "delivered", previous_status: "queued", message_id: expect.any(String) },
      { status: "read", previous_status: "delivered" },
    ]);
    expect(await db.select().from(messageStatuses)).toHaveLength(3);
  });

  test("failed follows anything, and nothing follows failed", async () => {
    await outbound();
    const errors = [{ code: 131026, title: "Message undeliverable" }];
    await store(withStatus("OUT", "read"));
    await store(withStatus("OUT", "failed", { errors }));
    await store(withStatus("OUT", "delivered"));
    expect(await storedStatus("OUT")).toBe("failed");
    expect(await statusChanges(db)).toMatchObject([
      { status: "read", error: null },
      {
        status: "failed",
        previous_status: "read",
        error: { code: "131026", title: "Message undeliverable" },
      },
    ]);
  });

  test("of a message that is not known are published for its conversation", async () => {
    await storeFixtures("status-read", "status-sent", "status-delivered", "status-failed");
    expect(await statusChanges(db)).toMatchObject([
      { message_id: null, status: "read", previous_status: null },
      { message_id: null, status: "failed", previous_status: null, error: { code: "131026" } },
    ]);
    expect(await db.select().from(messageStatuses)).toHaveLength(4);
  });

  test("are only stored when no conversation is known", async () => {
    await store(withStatus("FAR", "sent", { recipient_id: "4915111111111" }));
    expect(await statusChanges(db)).toEqual([]);
    expect(await db.select().from(messageStatuses)).toHaveLength(1);
  });

  test("that came before their message are applied to it, the furthest one", async () => {
    for (const status of ["sent", "read", "delivered"])
      await store(withStatus("LATE", status, { recipient_id: "4915111111111" }));
    await store(withMessages(message("LATE")));
    expect(await storedStatus("LATE")).toBe("read");
    const rows = await db.select().from(messageStatuses);
    expect(rows.map((row) => row.messageId)).not.toContain(null);
  });

  test("and their message meet even when they arrive together", async () => {
    const ids = Array.from({ length: 20 }, (_, i) => `RACE${i}`);
    await Promise.all(
      ids.flatMap((id) => [send(withMessages(message(id))), send(withStatus(id, "delivered"))]),
    );
    for (const id of ids) expect(await storedStatus(id)).toBe("delivered");
    const rows = await db.select().from(messageStatuses);
    expect(rows.map((row) => row.messageId)).not.toContain(null);
  });

  test("with an unknown word are skipped without losing the others", async () => {
    const known = { id: "wamid.W", timestamp: "1795420900", recipient_id: "393331112233" };
    await store(
      whatsappBody({
        statuses: [
          { ...known, status: "warning" },
          { ...known, status: "sent" },
        ],
      }),
    );
    expect(await db.select().from(messageStatuses)).toMatchObject([{ status: "sent" }]);
  });
});
