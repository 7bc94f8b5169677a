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
  const messages = readableMessages.map(({ item, raw }) => () => {
    const at = sentAt(item.timestamp, now);
    return receiveMessage(ctx, number, { message: item, raw, contactName: nameOf(item.from), at });
  });
  const statuses = readable(value.statuses, statusSchema).map(
    ({ item }) =>
      () =>
        receiveStatus(ctx, number, item, sentAt(item.timestamp, now)),
  );
  const failures: unknown[] = [];
  for (const receive of [...messages, ...statuses])
    await receive().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, "Not all of a webhook was stored.");
}
