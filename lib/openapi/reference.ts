import { statusOf } from "../http/problem";
import { API_PROBLEMS, type ApiProblemCode } from "../http/problem-schema";
import type { RouteDeclaration } from "../http/route-doc";
import { problemCodes } from "./answers";
import { openApiDocument } from "./document";
import { neededPermissions, permissionWords } from "./operation";
import { eventSamples, pagingSamples } from "./reading-samples";
import { firstCallSamples, type Samples, samplesOf } from "./samples";
import { exampleOf, referTo } from "./schemas";
import type { JsonSchema, Operation } from "./types";
import { VERIFY_SAMPLES } from "./verify-samples";

/** A value of an answer or a parameter: its type in words, and the object of this page that it is, if it is one. */
export type FieldReference = {
  name: string;
  type: string;
  /** The id of an object below. */
  object: string | null;
  description: string;
};

export type ParameterReference = FieldReference & { place: string; isRequired: boolean };

export type RouteReference = {
  anchor: string;
  path: string;
  summary: string;
  description: string;
  permissions: string[];
  parameters: ParameterReference[];
  /** What comes with 200: the object's id and an example, or what each media type of a file holds. */
  answer: { object: string; example: string } | { files: Record<string, string> };
  hasEntityTag: boolean;
  problems: { status: number; codes: ApiProblemCode[] }[];
  samples: Samples;
};

type ObjectReference = { id: string; description: string; fields: FieldReference[] };

type CallbackReference = {
  anchor: string;
  type: string;
  description: string;
  object: string;
  example: string;
};

/** All that the reference page shows, made of what the routes declare. */
export type ApiReference = {
  title: string;
  baseUrl: string;
  sections: { name: string; description: string; routes: RouteReference[] }[];
  problems: { code: ApiProblemCode; status: number; meaning: string }[];
  callbackHeaders: FieldReference[];
  callbacks: CallbackReference[];
  objects: ObjectReference[];
  firstCall: Samples;
  paging: Samples;
  catchingUp: Samples;
  verify: typeof VERIFY_SAMPLES;
};

const toJson = (value: unknown) => JSON.stringify(value, null, 2);

function idOf({ $ref = "" }: JsonSchema): string | null {
  return $ref.split("/").at(-1) || null;
}

function constraints({ minimum, maximum, default: preset }: JsonSchema): string {
  const isBounded =
    minimum !== undefined && maximum !== undefined && Math.abs(maximum) < Number.MAX_SAFE_INTEGER;
  const range = isBounded ? `, ${minimum} to ${maximum}` : "";
  return preset === undefined ? range : `${range}, ${preset} unless given`;
}

/** A schema's type in words: `string (uuid) or null`, `list of Message`. */
function typeOf(schema: JsonSchema): string {
  if (schema.$ref) return idOf(schema) ?? "";
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeOf))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => value ?? "null").join(", ");
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const types = [schema.type ?? "any"].flat().map((type) => (type === "object" ? "object" : type));
  const format = schema.format ? ` (${schema.format})` : "";
  return types.map((type, at) => (at === 0 ? type + format : type)).join(" or ") + constraints(schema);
}

function objectOf(schema: JsonSchema): string | null {
  const parts = [schema, ...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])];
  return parts.map(idOf).find((id) => id !== null) ?? null;
}

/** The objects that a schema may be: itself, or each of several. */
function variantsOf(schema: JsonSchema): JsonSchema[] {
  return [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].filter(({ properties }) => properties);
}

/** The fields of an object, those of objects without a name below their own: `visibility.all_numbers`. */
function fieldsOf(object: JsonSchema, prefix = ""): FieldReference[] {
  const fields = new Map<string, FieldReference>();
  for (const { properties = {} } of variantsOf(object))
    for (const [name, schema] of Object.entries(properties)) {
      const own = {
        name: prefix + name,
        type: typeOf(schema),
        object: objectOf(schema),
        description: schema.description ?? "",
      };
      for (const field of [own, ...fieldsOf(schema, `${own.name}.`)]) {
        const seen = fields.get(field.name);
        const isOther = seen && seen.type !== field.type && seen.object === null && field.object === null;
        if (!seen) fields.set(field.name, field);
        else if (isOther) fields.set(field.name, { ...seen, type: `${seen.type} or ${field.type}` });
      }
    }
  return [...fields.values()];
}

function permissionsOf(route: RouteDeclaration): string[] {
  if (route.isPublic) return ["No token needed"];
  const needed = neededPermissions(route).map(permissionWords);
  return needed.length > 0 ? needed : ["Any usable token"];
}

function answerReference(answer: RouteDeclaration["doc"]["answer"]): RouteReference["answer"] {
  if ("files" in answer) return answer;
  return { object: idOf(referTo(answer.schema)) ?? "", example: toJson(exampleOf(answer.schema)) };
}

function routeReference(route: RouteDeclaration, operation: Operation, baseUrl: string): RouteReference {
  const byStatus = Map.groupBy(problemCodes(route), statusOf);
  return {
    anchor: route.doc.operationId,
    path: route.path,
    summary: route.doc.summary,
    description: route.doc.description,
    permissions: permissionsOf(route),
    parameters: operation.parameters.map(({ name, in: place, required, description, schema }) => ({
      name,
      place,
      isRequired: required,
      type: typeOf(schema),
      object: null,
      description,
    })),
    answer: answerReference(route.doc.answer),
    hasEntityTag: route.hasEntityTag ?? false,
    problems: [...byStatus].map(([status, codes]) => ({ status, codes })).sort((a, b) => a.status - b.status),
    samples: samplesOf(route, baseUrl),
  };
}

function callbackReferences(webhooks: ReturnType<typeof openApiDocument>["webhooks"]): CallbackReference[] {
  return Object.entries(webhooks).map(([type, { post }]) => {
    const media = post.requestBody?.content["application/json"];
    return {
      anchor: post.operationId,
      type,
      description: post.summary.split(": ")[1] ?? "",
      object: idOf(media?.schema ?? {}) ?? "",
      example: toJson(media?.example),
    };
  });
}

/** The reference of the public API as data for its page. `appUrl` is where it is served. */
export function apiReference(routes: readonly RouteDeclaration[], appUrl: string): ApiReference {
  const document = openApiDocument(routes, appUrl);
  const baseUrl = document.servers[0]?.url ?? "";
  const problems = Object.entries(API_PROBLEMS) as [ApiProblemCode, string][];
  const [webhook] = Object.values(document.webhooks);
  return {
    title: document.info.title,
    baseUrl,
    sections: document.tags
      .map(({ name, description }) => ({
        name,
        description,
        routes: routes
          .filter(({ doc }) => doc.tag === name)
          .flatMap((route) => {
            const operation = document.paths[route.path]?.get;
            return operation ? [routeReference(route, operation, baseUrl)] : [];
          }),
      }))
      .filter((section) => section.routes.length > 0),
    problems: problems.map(([code, meaning]) => ({ code, status: statusOf(code), meaning })),
    callbackHeaders: (webhook?.post.parameters ?? []).map(({ name, description, schema }) => ({
      name,
      type: typeOf(schema),
      object: null,
      description,
    })),
    callbacks: callbackReferences(document.webhooks),
    objects: Object.entries(document.components.schemas)
      .map(([id, schema]) => ({ id, description: schema.description ?? "", fields: fieldsOf(schema) }))
      .filter(({ fields }) => fields.length > 0),
    firstCall: firstCallSamples(baseUrl),
    paging: pagingSamples(baseUrl),
    catchingUp: eventSamples(baseUrl),
    verify: VERIFY_SAMPLES,
  };
}
