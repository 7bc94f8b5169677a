import "server-only";
import type { z } from "zod";
import type { Context } from "../../context";
import { logger } from "../../logger";
import { rememberManagedNumber } from "./parties";
import { profileNames } from "./profile-names";
import { receiveMessage } from "./receive-message";
import { receiveStatus } from "./receive-status";
import { messageSchema, statusSchema, type WhatsappValue } from "./schema";
import { sentAt } from "./sent-at";

/** A webhook may tell of hundreds of people, and WhatsApp waits for its answer. */
const PEOPLE_AT_ONCE = 4;

/** The items that can be read, each with the object that it came as; the others are named in the log. */
function readable<S extends z.ZodType>(items: readonly unknown[] | null | undefined, schema: S) {
  return (items ?? []).flatMap((raw) => {
    const parsed = schema.safeParse(raw);
    if (parsed.success) return [{ item: parsed.data, raw }];
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.code}`);
    logger().warn({ faults }, "unreadable WhatsApp item skipped");
    return [];
  });
}

/** A message or status of somebody; of some statuses it is not told whose they are. */
type Item = { person: string | undefined; store: () => Promise<void> };

/** Stores what there is of each person in its order, that of several people at once; answers what failed. */
async function storeAll(items: readonly Item[]): Promise<unknown[]> {
  const people = [...Map.groupBy(items, ({ person }) => person).values()];
  const failures: unknown[] = [];
  const storeNext = async () => {
    for (let own = people.shift(); own !== undefined; own = people.shift())
      for (const { store } of own) await store().catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: PEOPLE_AT_ONCE }, storeNext));
  return failures;
}

/**
 * Stores what a webhook tells of one managed number, each message and status in a transaction of its own. It may be
 * repeated: what is stored already stays as it is. Throws when something could not be stored, after all was tried.
 */
export async function receiveWhatsapp(ctx: Context, value: WhatsappValue): Promise<void> {
  const now = new Date();
  const number = await rememberManagedNumber(ctx.db, value.metadata);
  const readableMessages = readable(value.messages, messageSchema);
  // Who wrote what cannot be read is not known.
  const isOneWriter =
    readableMessages.length === value.messages?.length &&
    new Set(readableMessages.map(({ item }) => item.from)).size === 1;
  const nameOf = profileNames(value.contacts, isOneWriter);
  const messages = readableMessages.map(({ item, raw }) => ({
    person: item.from,
    store: () => {
      const at = sentAt(item.timestamp, now);
      return receiveMessage(ctx, number, { message: item, raw, contactName: nameOf(item.from), at });
    },
  }));
  const statuses = readable(value.statuses, statusSchema).map(({ item }) => ({
    person: item.recipient_id,
    store: () => receiveStatus(ctx, number, item, sentAt(item.timestamp, now)),
  }));
  const failures = await storeAll([...messages, ...statuses]);
  if (failures.length > 0) throw new AggregateError(failures, "Not all of a webhook was stored.");
}
