import { createHash } from "node:crypto";
import { eventBodies } from "../events/resource-schema";
import { problemResource } from "../http/problem-schema";
import { ROUTE_TAGS, type RouteDeclaration } from "../http/route-doc";
import { refusalComponents } from "./answers";
import { operationOf } from "./operation";
import { componentSchemas } from "./schemas";
import type { Header, OpenApiDocument } from "./types";
import { webhooks } from "./webhooks";

const CALLBACKS_TAG = { name: "Callbacks", description: "What we send to the endpoints of a token." };

/** Said of the two headers that some answers lack. */
const WHERE_COUNTED =
  "Only where the call was counted for its token: not where it was refused for the token's state, its secret or the address, nor without a token.";

const HEADERS: Record<string, Header> = {
  "X-Request-Id": {
    description: "The call's id in the request log.",
    required: true,
    schema: { type: "string", format: "uuid" },
  },
  RateLimit: {
    description: `What is left of the running minute and the seconds until the next: \`"minute";r=599;t=42\`. ${WHERE_COUNTED}`,
    required: false,
    schema: { type: "string" },
  },
  "RateLimit-Policy": {
    description: `The calls that the token may make in a minute: \`"minute";q=600;w=60\`. ${WHERE_COUNTED}`,
    required: false,
    schema: { type: "string" },
  },
  "Retry-After": {
    description: "Seconds to wait before another try.",
    required: true,
    schema: { type: "integer", minimum: 1 },
  },
  ETag: {
    description: "Changes with the answer; send it back in If-None-Match.",
    required: true,
    schema: { type: "string" },
  },
  "WWW-Authenticate": {
    description:
      'What is wrong with the token (RFC 6750): `Bearer error="invalid_token"`, or `insufficient_scope` with the permission that it lacks as `scope`; `Bearer` alone where none was sent. Not where the address may not use the token.',
    required: false,
    schema: { type: "string" },
  },
};

const INFO = `Read the WhatsApp conversations that your token sees, and receive what happens in them.

Send the token as \`Authorization: Bearer wtp_…\`. Answers are JSON in snake_case; what is unknown is null, never absent.
Within v1 fields, headers, types, statuses and codes may be added, and none is taken away: pass over what you do not know.
Times are RFC 3339 in UTC. Lists are given in pages. Refusals are problem details (RFC 9457) with a
stable \`code\`. Every answer has an \`X-Request-Id\`, and every call is in the log that the token's admin reads.`;

/** The API's version, as in its address, and behind it a mark that changes whenever the description does. */
function versionOf(described: object): string {
  return `1+${createHash("sha256").update(JSON.stringify(described)).digest("hex").slice(0, 8)}`;
}

/** The description of the public API in OpenAPI 3.1, made of what its routes declare. `appUrl` is where it is served. */
export function openApiDocument(routes: readonly RouteDeclaration[], appUrl: string): OpenApiDocument {
  const used = new Set(routes.map(({ doc }) => doc.tag));
  const answers = routes.flatMap(({ doc: { answer } }) => ("schema" in answer ? [answer.schema] : []));
  const tags = Object.entries(ROUTE_TAGS).filter(([name]) => used.has(name as keyof typeof ROUTE_TAGS));
  const described: Pick<OpenApiDocument, "paths" | "webhooks" | "components"> = {
    paths: Object.fromEntries(routes.map((route) => [route.path, { get: operationOf(route) }])),
    webhooks: webhooks(),
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "The token's secret, which begins with wtp_.",
        },
      },
      headers: HEADERS,
      responses: refusalComponents(routes),
      schemas: componentSchemas([...answers, problemResource, ...Object.values(eventBodies)]),
    },
  };
  return {
    openapi: "3.1.1",
    info: {
      title: "WitiOp API",
      version: versionOf(described),
      summary: "Conversations, messages and locations for suppliers.",
      description: INFO,
      contact: { name: "API documentation", url: `${appUrl}/api-docs` },
      license: { name: "Proprietary", identifier: "LicenseRef-Proprietary" },
    },
    servers: [{ url: `${appUrl}/api/v1`, description: "This installation" }],
    tags: [...tags.map(([name, description]) => ({ name, description })), CALLBACKS_TAG],
    security: [{ bearer: [] }],
    ...described,
  };
}
