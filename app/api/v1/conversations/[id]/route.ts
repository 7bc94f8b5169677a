import { getConversation } from "@/lib/conversations/queries";
import { apiRoute } from "@/lib/http/api-route";
import { idParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/conversations/{id}",
  permission: "conversations:read",
  params: idParams,
  query: noQuery,
  hasEntityTag: true,
  handler: async (ctx, { params }) => ({ body: await getConversation(ctx, params.id), rows: 1 }),
});
