import { allows, type Grant } from "../api-tokens/grant";
import type {
  ContactResource,
  ConversationResource,
  LocationResource,
  MessageResource,
  StatusChangeResource,
} from "./resource-schema";

const MASK = "•";
const CLEAR_DIGITS = 2;
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** A phone number of which only the country's first digit and the last two digits are left. */
export function maskPhone(phone: string): string {
  const hidden = Math.max(0, phone.length - 2 - CLEAR_DIGITS);
  return phone.slice(0, 2) + MASK.repeat(hidden) + phone.slice(2 + hidden);
}

/** A name of which only the initials are left; its length is not told. */
export function maskName(name: string | null): string | null {
  if (name === null) return null;
  return name
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) => `${segmenter.segment(word)[Symbol.iterator]().next().value?.segment}${MASK.repeat(3)}`)
    .join(" ");
}

function presentContact(contact: ContactResource, grant: Grant): ContactResource {
  if (!grant.masksContacts) return contact;
  return { id: contact.id, phone: maskPhone(contact.phone), name: maskName(contact.name) };
}

/** The conversation as this token may see it. */
export function presentConversation(conversation: ConversationResource, grant: Grant): ConversationResource {
  return { ...conversation, contact: presentContact(conversation.contact, grant) };
}

/** The message as this token may see it: no position without Read locations, no WhatsApp id when masked. */
export function presentMessage(message: MessageResource, grant: Grant): MessageResource {
  return {
    ...message,
    external_id: grant.masksContacts ? null : message.external_id,
    position: allows(grant, "locations:read") ? message.position : null,
  };
}

/** The location as this token may see it. */
export function presentLocation(location: LocationResource, grant: Grant): LocationResource {
  return { ...location, contact: presentContact(location.contact, grant) };
}

/** The status change as this token may see it. */
export function presentStatusChange(change: StatusChangeResource, grant: Grant): StatusChangeResource {
  return { ...change, external_id: grant.masksContacts ? null : change.external_id };
}
