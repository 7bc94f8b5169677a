import { z } from "zod";
import type { JsonSchema } from "./types";

type Written = z.core.JSONSchema.BaseSchema;

/**
 * Says what may be null in one word, and formats by their name alone: their pattern would be a line of signs. Leaves room
 * for further fields: a receiver that takes no others would break when one is added.
 */
function plain(schema: Written): void {
  const [own, none] = schema.anyOf ?? [];
  if (schema.anyOf?.length === 2 && none?.type === "null" && typeof own?.type === "string") {
    const { description = own.description } = schema;
    delete schema.anyOf;
    Object.assign(schema, own, { type: [own.type, "null"] }, description && { description });
    if (own.enum) schema.enum = [...own.enum, null];
  }
  if (schema.format) delete schema.pattern;
  if (schema.additionalProperties === false) delete schema.additionalProperties;
}

function write(schema: z.ZodType, io: "input" | "output"): Written {
  const written = z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => plain(jsonSchema) });
  return JSON.parse(JSON.stringify(written).replaceAll('"#/$defs/', '"#/components/schemas/'));
}

/** The schemas that have an id, and all with an id inside of them, by their ids. */
export function componentSchemas(schemas: readonly z.ZodType[]): Record<string, JsonSchema> {
  return write(z.tuple(schemas as [z.ZodType]), "output").$defs as Record<string, JsonSchema>;
}

/** A reference to a schema that has an id; throws for one without. */
export function referTo(schema: z.ZodType): JsonSchema {
  const id = schema.meta()?.id;
  if (!id) throw new Error("A schema of an answer needs an id.");
  return { $ref: `#/components/schemas/${id}` };
}

/** The first example of a schema. */
export function exampleOf(schema: z.ZodType): unknown {
  return (schema.meta()?.examples as unknown[] | undefined)?.[0];
}

/** The properties of an object as it is sent to us, with whether each is required. */
export function inputProperties(
  schema: z.ZodType,
): { name: string; isRequired: boolean; schema: JsonSchema }[] {
  const { properties = {}, required = [] } = write(schema, "input") as JsonSchema;
  return Object.entries(properties).map(([name, property]) => ({
    name,
    isRequired: required.includes(name),
    schema: property,
  }));
}
