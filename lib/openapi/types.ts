/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 has it. */
export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  contentMediaType?: string;
  description?: string;
  enum?: string[];
  const?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  required?: string[];
  examples?: unknown[];
};

type Reference = { $ref: string };

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description: string;
  schema: JsonSchema;
};

type Example = { summary?: string; value: unknown };

/** `required` when every answer that declares it has it. */
export type Header = { description: string; required: boolean; schema: JsonSchema };

type Media = { schema: JsonSchema; example?: unknown; examples?: Record<string, Example> };

export type Answer = {
  description: string;
  headers?: Record<string, Header | Reference>;
  content?: Record<string, Media>;
};

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  /** Under `bearer` stand the permissions that the token must have. */
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { description: string; required: true; content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
};

/** The part of OpenAPI 3.1 that describes this API. */
export type OpenApiDocument = {
  openapi: "3.1.1";
  info: {
    title: string;
    version: string;
    summary: string;
    description: string;
    contact: { name: string; url: string };
    license: { name: string; identifier: string };
  };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string }[];
  security: Record<string, string[]>[];
  paths: Record<string, { get: Operation }>;
  webhooks: Record<string, { post: Operation }>;
  components: {
    securitySchemes: Record<string, { type: "http"; scheme: "bearer"; description: string }>;
    headers: Record<string, Header>;
    responses: Record<string, Answer>;
    schemas: Record<string, JsonSchema>;
  };
};
