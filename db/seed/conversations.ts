import { type ConversationPlan, messageTimes, planConversations } from "./conversation-plans";
import { inboundContent, locationContent } from "./message-content";
import type { ContactRow, NumberRow } from "./parties";
import { createRandom, itemAt, type Random } from "./random";
import type { ConversationRow, LocationRow, MessageRow, StatusRow } from "./rows";
import { planStatuses } from "./statuses";
import { phrase } from "./texts";
import { DAY_MS, MINUTE_MS, shifted } from "./times";

/** Everything that contacts and the company said. */
export type Talk = {
  contacts: ContactRow[];
  conversations: ConversationRow[];
  messages: MessageRow[];
  statuses: StatusRow[];
  locations: LocationRow[];
};

const CONVERSATIONS = 2_000;
const MESSAGES = 20_000;
const LOCATIONS = 200;

function stateOf(random: Random, said: readonly MessageRow[], now: Date) {
  const last = itemAt(said, said.length - 1);
  const ageMs = now.getTime() - last.sentAt.getTime();
  if (ageMs > 2 * DAY_MS && random.chance(0.93)) {
    const closedAt = shifted(last.sentAt, random.between(10, 24 * 60) * MINUTE_MS);
    return { status: "closed" as const, closedAt };
  }
  if (!said.some(({ direction }) => direction === "outbound"))
    return { status: random.chance(0.4) ? ("unmanaged" as const) : ("waiting" as const), closedAt: null };
  return {
    status: last.direction === "inbound" && random.chance(0.5) ? ("waiting" as const) : ("active" as const),
    closedAt: null,
  };
}

function planMessage(
  random: Random,
  plan: ConversationPlan,
  conversationId: string,
  index: number,
  sentAt: Date,
) {
  const { contact, language, count, number } = plan;
  const isOutbound = index > 0 && random.chance(0.48);
  const externalId = `wamid.${Buffer.from(`${number.waPhoneNumberId}/${contact.phone}/${conversationId.slice(-6)}/${index}`).toString("base64")}`;
  const base = {
    id: random.idAt(sentAt),
    conversationId,
    managedNumberId: number.id,
    externalId,
    sentAt,
    createdAt: sentAt,
  };
  if (isOutbound)
    return {
      ...base,
      direction: "outbound" as const,
      type: "text",
      text: phrase(random, language, "answer"),
      payload: null,
      status: null,
      statusAt: null,
    };
  const kind = index === 0 ? "opening" : index === count - 1 ? "closing" : "contact";
  const content = inboundContent(random, { language, kind, externalId, from: contact.phone, sentAt });
  return { ...base, direction: "inbound" as const, ...content, status: null, statusAt: null };
}

/** Turns one inbound message of every conversation that is chosen into a position. */
function planLocations(
  random: Random,
  plans: readonly ConversationPlan[],
  said: readonly MessageRow[][],
): LocationRow[] {
  const every = Math.floor(CONVERSATIONS / LOCATIONS);
  return Array.from({ length: LOCATIONS }, (_, index) => {
    const place = index * every + random.below(every);
    const { contact, number } = itemAt(plans, place);
    const inbound = itemAt(said, place).filter(({ direction }) => direction === "inbound");
    const message = random.pick(inbound);
    const { position, ...content } = locationContent(random, number.label, {
      externalId: message.externalId,
      from: contact.phone,
      sentAt: message.sentAt,
    });
    Object.assign(message, content);
    const { id: messageId, conversationId, sentAt } = message;
    const id = random.idAt(sentAt);
    return {
      id,
      messageId,
      conversationId,
      managedNumberId: number.id,
      contactId: contact.id,
      ...position,
      sentAt,
    };
  });
}

/** Makes 2,000 conversations with 20,000 messages of 90 days, their status reports and 200 positions. */
export function planTalk(now: Date, numbers: readonly NumberRow[]): Talk {
  const random = createRandom("conversations");
  const plans = planConversations(random, now, numbers, { conversations: CONVERSATIONS, messages: MESSAGES });
  const rows: ConversationRow[] = [];
  const statuses: StatusRow[] = [];
  const said = plans.map((plan) => {
    const { openedAt, number, contact } = plan;
    const id = random.idAt(openedAt);
    const messages: MessageRow[] = messageTimes(random, plan, now).map((sentAt, index) =>
      planMessage(random, plan, id, index, sentAt),
    );
    for (const message of messages)
      if (message.direction === "outbound") statuses.push(...planStatuses(random, message, number.id, now));
    const lastMessageAt = itemAt(messages, messages.length - 1).sentAt;
    const state = stateOf(random, messages, now);
    rows.push({ id, managedNumberId: number.id, contactId: contact.id, ...state, openedAt, lastMessageAt });
    return messages;
  });
  const locations = planLocations(random, plans, said);
  const contacts = [...new Set(plans.map(({ contact }) => contact))];
  return { contacts, conversations: rows, messages: said.flat(), statuses, locations };
}
