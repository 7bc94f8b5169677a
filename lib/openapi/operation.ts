import type { Permission } from "@/db/constants";
import { PERMISSION_LABELS } from "../api-tokens/permissions";
import type { RouteDeclaration } from "../http/route-doc";
import { refusals, successes } from "./answers";
import { inputProperties } from "./schemas";
import type { Operation, Parameter } from "./types";

const IF_NONE_MATCH: Parameter = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "An ETag of this route. When it is still right, the answer is 304 without a body.",
  schema: { type: "string" },
};

function parameters({ params, query, hasEntityTag }: RouteDeclaration): Parameter[] {
  const written = (schema: RouteDeclaration["query"], place: "path" | "query") =>
    inputProperties(schema).map(({ name, isRequired, schema: { description = "", ...type } }) => ({
      name,
      in: place,
      required: isRequired,
      description,
      schema: type,
    }));
  return [...written(params, "path"), ...written(query, "query"), ...(hasEntityTag ? [IF_NONE_MATCH] : [])];
}

/** The permissions that a token must have for this route. */
export function neededPermissions({ permission, doc }: RouteDeclaration): Permission[] {
  return [permission, doc.alsoNeeds ?? null].filter((one) => one !== null);
}

/** A permission as admins see it, and its name in `missing_permission`: `Read locations (locations:read)`. */
export function permissionWords(permission: Permission): string {
  return `${PERMISSION_LABELS[permission]} (${permission})`;
}

/** What a call of this route needs, in a sentence. */
function permissionSentence(route: RouteDeclaration): string {
  if (route.isPublic) return "Needs no token.";
  const needed = neededPermissions(route).map(permissionWords);
  if (needed.length === 0) return "Any usable token will do.";
  return `Needs the ${needed.length > 1 ? "permissions" : "permission"} ${needed.join(" and ")}.`;
}

/** A route as an operation of OpenAPI 3.1, made of what it declares. */
export function operationOf(route: RouteDeclaration): Operation {
  const { doc, isPublic } = route;
  return {
    operationId: doc.operationId,
    tags: [doc.tag],
    summary: doc.summary,
    description: `${doc.description}\n\n${permissionSentence(route)}`,
    security: isPublic ? [] : [{ bearer: neededPermissions(route) }],
    parameters: parameters(route),
    responses: { ...successes(route), ...refusals(route) },
  };
}
