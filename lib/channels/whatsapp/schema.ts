import { z } from "zod";
import { MESSAGE_STATUSES } from "@/db/constants";
import { AppError } from "../../errors";
import { storableText } from "../../input";

// Ids are indexed, and PostgreSQL refuses an index entry of some kilobytes.
const externalId = z.string().min(1).max(512).transform(storableText);

/** A number as WhatsApp writes it, with or without signs, in E.164 with the plus. */
const phone = z
  .string()
  .transform((value) => value.replace(/\D/g, ""))
  .pipe(z.string().min(5).max(20))
  .transform((digits) => `+${digits}`);

/** Seconds since 1970; what is missing or is no text is the receiver's to judge. */
const timestamp = z.union([z.string(), z.number()]).transform(String).optional().catch(undefined);

const envelope = z.object({
  object: z.literal("whatsapp_business_account"),
  entry: z.array(z.object({ changes: z.array(z.object({ field: z.string(), value: z.unknown() })) })),
});

const items = z.array(z.unknown()).nullish();

const value = z.object({
  metadata: z.object({ phone_number_id: externalId, display_phone_number: phone }),
  contacts: items,
  messages: items,
  statuses: items,
});

/** What happened on one managed number; the items are checked one by one, so that a bad one costs only itself. */
export type WhatsappValue = z.output<typeof value>;

/** A message, without what depends on its type. */
export const messageSchema = z.object({
  id: externalId,
  from: phone,
  timestamp,
  type: z.string().min(1).max(100).transform(storableText).catch("unknown"),
});

export type WhatsappMessage = z.output<typeof messageSchema>;

/** A status of a message. */
export const statusSchema = z.object({
  id: externalId,
  status: z.enum(MESSAGE_STATUSES),
  timestamp,
  recipient_id: phone.optional().catch(undefined),
  errors: z
    .array(z.object({ code: z.union([z.string(), z.number()]), title: z.string().optional() }))
    .optional()
    .catch(undefined),
});

export type WhatsappStatus = z.output<typeof statusSchema>;

/**
 * Reads the body of a webhook: its values that are about messages, and how many of these were of another shape. Fields
 * and kinds of changes that are not known pass; throws `malformed_body` when it is no webhook body at all.
 */
export function parseWebhook(body: unknown): { values: WhatsappValue[]; malformed: number } {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) throw new AppError("malformed_body", "This is not the body of a WhatsApp webhook.");
  const changes = parsed.data.entry
    .flatMap((entry) => entry.changes)
    .filter((change) => change.field === "messages")
    .map((change) => value.safeParse(change.value));
  const values = changes.flatMap((change) => (change.success ? [change.data] : []));
  return { values, malformed: changes.length - values.length };
}
