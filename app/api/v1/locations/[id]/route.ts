import { getLocation } from "@/lib/conversations/queries";
import { apiRoute } from "@/lib/http/api-route";
import { idParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/locations/{id}",
  permission: "locations:read",
  params: idParams,
  query: noQuery,
  hasEntityTag: true,
  handler: async (ctx, { params }) => ({ body: await getLocation(ctx, params.id), rows: 1 }),
});
