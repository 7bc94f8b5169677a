import { getOwnToken } from "@/lib/api-tokens/queries";
import { apiRoute } from "@/lib/http/api-route";
import { noParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/token",
  permission: null,
  params: noParams,
  query: noQuery,
  hasEntityTag: true,
  handler: async (ctx) => ({ body: await getOwnToken(ctx), rows: 1 }),
});
