import { locationExample } from "@/lib/conversations/examples";
import { getLocation } from "@/lib/conversations/queries";
import { locationResource } from "@/lib/conversations/resource-schema";
import { apiRoute } from "@/lib/http/api-route";
import { idParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/locations/{id}",
  permission: "locations:read",
  params: idParams,
  query: noQuery,
  hasEntityTag: true,
  doc: {
    operationId: "getLocation",
    tag: "Locations",
    summary: "Read one location",
    description: "One position by its id.",
    answer: { schema: locationResource },
    example: { id: locationExample.id },
  },
  handler: async (ctx, { params }) => ({ body: await getLocation(ctx, params.id), rows: 1 }),
});
