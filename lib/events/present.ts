import type { EventType } from "@/db/constants";
import { allows, type Grant } from "../api-tokens/grant";
import { presentConversation, presentMessage, presentStatusChange } from "../conversations/present";
import type { EventPayload } from "./schema";

/** Most bytes of a callback's body. */
const BODY_LIMIT_BYTES = 20_000;

type EventFacts = { type: EventType; occurredAt: Date; payload: EventPayload };

function idsOnly({ conversation, message, change }: EventPayload): Record<string, unknown> {
  return {
    conversation: { id: conversation.id },
    ...(message && {
      message: { id: message.id, direction: message.direction, type: message.type },
    }),
    ...(change && { change: { message_id: change.message_id } }),
  };
}

function whole({ conversation, message, change }: EventPayload, grant: Grant) {
  return {
    conversation: presentConversation(conversation, grant),
    ...(message && { message: { ...presentMessage(message, grant), text_truncated: false } }),
    ...(change && { change: presentStatusChange(change, grant) }),
  };
}

function render(event: EventFacts, data: Record<string, unknown>): string {
  return JSON.stringify({ type: event.type, timestamp: event.occurredAt.toISOString(), data });
}

/**
 * The body of a callback as this token may see it: `{ type, timestamp, data }`, without Read conversations only ids, and
 * of a message also its direction and type. A text that would take the body over the limit is cut, which `text_truncated`
 * says; the API has it whole.
 */
export function eventBody(event: EventFacts, grant: Grant): string {
  if (!allows(grant, "conversations:read")) return render(event, idsOnly(event.payload));
  const data = whole(event.payload, grant);
  const body = render(event, data);
  const excess = Buffer.byteLength(body) - BODY_LIMIT_BYTES;
  if (excess <= 0 || !data.message?.text) return body;
  // A character takes at most six bytes in JSON (a \uXXXX escape), so this cut is always enough.
  const keep = Math.max(0, Math.floor((BODY_LIMIT_BYTES - 4_000) / 6));
  const text = data.message.text.slice(0, keep).toWellFormed();
  return render(event, { ...data, message: { ...data.message, text, text_truncated: true } });
}
