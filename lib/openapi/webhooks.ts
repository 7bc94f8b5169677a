import { EVENT_TYPES, type EventType } from "@/db/constants";
import { TEST_HEADER } from "../callbacks/settings";
import { eventBodies } from "../events/resource-schema";
import { FIXED_HEADERS } from "../outbound/send";
import { exampleOf, referTo } from "./schemas";
import type { Operation, Parameter } from "./types";

const header = (name: string, description: string, required = true): Parameter => ({
  name,
  in: "header",
  required,
  description,
  schema: { type: "string" },
});

const HEADERS = [
  header("webhook-id", "The event's id, the same over all retries: what came twice is known by it."),
  header(
    "webhook-timestamp",
    "When this attempt was signed, in seconds since 1970. Refuse what is older than 5 minutes.",
  ),
  header(
    "webhook-signature",
    "One or more signatures with a space between them, each v1, and an HMAC-SHA256 in base64. One that fits is enough.",
  ),
  header(
    TEST_HEADER,
    "`true` when an admin sent this callback as a test: its event is real or an example, its id is its own. Else absent.",
    false,
  ),
  header(
    "user-agent",
    `${FIXED_HEADERS["user-agent"]}, for whoever filters by it; what proves the sender is the signature.`,
  ),
];

function webhook(type: EventType): Operation {
  const body = eventBodies[type];
  const name = type.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    operationId: `${name}Callback`,
    tags: ["Callbacks"],
    summary: `${type}: ${body.meta()?.description}`,
    description:
      "Sent to the endpoint that the token has for this event, signed as Standard Webhooks has it, and repeated until the answer is 2xx.",
    security: [],
    parameters: HEADERS,
    requestBody: {
      description: "The event, at most 20 kB.",
      required: true,
      content: { "application/json": { schema: referTo(body), example: exampleOf(body) } },
    },
    responses: {
      "2XX": { description: "Delivered. Answer within 15 seconds; the body is of no matter." },
      410: { description: "Not wanted any more: the callback is paused." },
      default: {
        description:
          "Not delivered, redirects included. It is tried again; Retry-After is heeded up to an hour.",
      },
    },
  };
}

/** The callbacks as webhooks of OpenAPI 3.1. */
export function webhooks(): Record<string, { post: Operation }> {
  return Object.fromEntries(EVENT_TYPES.map((type) => [type, { post: webhook(type) }]));
}
