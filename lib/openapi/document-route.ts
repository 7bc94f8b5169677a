import "server-only";
import { z } from "zod";
import { env } from "../env";
import { publicRoute } from "../http/api-route";
import { declaredRoutes, declareRoute, type RouteDeclaration } from "../http/route-doc";
import { noParams, noQuery } from "../http/route-input";
import type { RouteTable } from "../http/router";
import { openApiDocument } from "./document";

const DECLARATION: RouteDeclaration = {
  path: "/openapi.json",
  permission: null,
  params: noParams,
  query: noQuery,
  hasEntityTag: true,
  isPublic: true,
  doc: {
    operationId: "getOpenApi",
    tag: "Documentation",
    summary: "Read this description",
    description: "The description of the API in OpenAPI 3.1.",
    answer: {
      schema: z.looseObject({ openapi: z.string() }).meta({
        id: "OpenApi",
        description: "A document of OpenAPI 3.1.",
        examples: [{ openapi: "3.1.1" }],
      }),
    },
  },
};

/** Makes the handlers of the route that describes those of a table, and itself. */
export function documentRoute(table: RouteTable) {
  const handlers = publicRoute(DECLARATION.path, () =>
    openApiDocument([...declaredRoutes(table), DECLARATION], env().APP_URL),
  );
  return declareRoute(handlers, DECLARATION);
}
