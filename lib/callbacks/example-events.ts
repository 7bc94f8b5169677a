import { EVENT_TYPES, type EventType } from "@/db/constants";
import type { Grant } from "../api-tokens/grant";
import { eventBody } from "../events/present";
import { eventBodies } from "../events/resource-schema";
import type { EventPayload } from "../events/schema";
import { exampleOf } from "../openapi/schemas";

export type ExampleEvent = { type: EventType; occurredAt: Date; payload: EventPayload };

/** The event that the API's documentation shows for a type. */
export function exampleEvent(type: EventType): ExampleEvent {
  const { timestamp, data } = exampleOf(eventBodies[type]) as { timestamp: string; data: EventPayload };
  return { type, occurredAt: new Date(timestamp), payload: data };
}

/** The documented body of each event as a token with this grant would get it, as formatted JSON. */
export function sampleBodies(grant: Grant): Record<EventType, string> {
  const bodyOf = (type: EventType) =>
    JSON.stringify(JSON.parse(eventBody(exampleEvent(type), grant)), null, 2);
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, bodyOf(type)])) as Record<EventType, string>;
}
