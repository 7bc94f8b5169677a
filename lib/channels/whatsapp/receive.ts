import "server-only";
import type { z } from "zod";
import type { Context } from "../../context";
import { logger } from "../../logger";
import { profileName, rememberManagedNumber } from "./parties";
import { receiveMessage } from "./receive-message";
import { receiveStatus } from "./receive-status";
import { messageSchema, statusSchema, type WhatsappValue } from "./schema";
import { sentAt } from "./sent-at";

/** Hands every item that can be read to `receive`, the others to the log; all are tried before a failure is thrown. */
async function eachReadable<S extends z.ZodType>(
  items: readonly unknown[] | null | undefined,
  schema: S,
  receive: (item: z.output<S>, raw: unknown) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const raw of items ?? []) {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.code}`);
      logger().warn({ faults }, "unreadable WhatsApp item skipped");
      continue;
    }
    await receive(parsed.data, raw).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, "WhatsApp items were not stored.");
}

/**
 * Stores what a webhook tells of one managed number, each message and status in a transaction of its own. It may be
 * repeated: what is stored already is left as it is. Throws when an item could not be stored, after all were tried.
 */
export async function receiveWhatsapp(ctx: Context, value: WhatsappValue): Promise<void> {
  const now = new Date();
  const number = await rememberManagedNumber(ctx.db, value.metadata);
  const outcomes = [
    await settled(
      eachReadable(value.messages, messageSchema, (message, raw) =>
        receiveMessage(ctx, number, {
          message,
          raw,
          contactName: profileName(value, message.from),
          at: sentAt(message.timestamp, now),
        }),
      ),
    ),
    await settled(
      eachReadable(value.statuses, statusSchema, (status) =>
        receiveStatus(ctx, number, status, sentAt(status.timestamp, now)),
      ),
    ),
  ];
  const failures = outcomes.flatMap((outcome) => outcome ?? []);
  if (failures.length > 0) throw new AggregateError(failures, "WhatsApp items were not stored.");
}
