import { getOwnToken } from "@/lib/conversations/access/queries";
import { noParams, noQuery } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/token",
  permission: null,
  params: noParams,
  query: noQuery,
  handler: async (ctx) => ({ body: await getOwnToken(ctx), rows: 1 }),
});
