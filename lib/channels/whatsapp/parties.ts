import "server-only";
import { eq, sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { contacts, managedNumbers } from "@/db/schema/conversations";
import { contactColumns, managedNumberColumns } from "../../conversations/resource";
import type { ContactResource, ManagedNumberResource } from "../../conversations/resource-schema";
import type { WhatsappValue } from "./schema";

/** The managed number of a webhook, known from now on; its phone follows WhatsApp, its label is left alone. */
export async function rememberManagedNumber(
  db: Executor,
  metadata: WhatsappValue["metadata"],
): Promise<ManagedNumberResource> {
  const { phone_number_id: waPhoneNumberId, display_phone_number: phone } = metadata;
  // Read before write: an upsert would make all messages of a number wait for one another.
  const [known] = await db
    .select(managedNumberColumns)
    .from(managedNumbers)
    .where(eq(managedNumbers.waPhoneNumberId, waPhoneNumberId))
    .limit(1);
  if (known?.phone === phone) return known;
  const [stored] = await db
    .insert(managedNumbers)
    .values({ waPhoneNumberId, phone, label: phone })
    .onConflictDoUpdate({ target: managedNumbers.waPhoneNumberId, set: { phone } })
    .returning(managedNumberColumns);
  return stored as ManagedNumberResource;
}

/** The contact with that phone, known from now on, by the newest name that WhatsApp told. */
export async function rememberContact(
  tx: Executor,
  phone: string,
  name: string | null,
): Promise<ContactResource> {
  const known = await findContact(tx, phone);
  if (known && (name === null || known.name === name)) return known;
  const [stored] = await tx
    .insert(contacts)
    .values({ phone, name })
    .onConflictDoUpdate({
      target: contacts.phone,
      set: { name: sql`coalesce(excluded.name, ${contacts.name})` },
    })
    .returning(contactColumns);
  return stored as ContactResource;
}

/** The contact with that phone, or null. */
export async function findContact(tx: Executor, phone: string): Promise<ContactResource | null> {
  const [known] = await tx.select(contactColumns).from(contacts).where(eq(contacts.phone, phone)).limit(1);
  return known ?? null;
}
