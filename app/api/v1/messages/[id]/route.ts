import { getMessage } from "@/lib/conversations/queries";
import { idParams, noQuery } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/messages/{id}",
  permission: "conversations:read",
  params: idParams,
  query: noQuery,
  handler: async (ctx, { params }) => ({ body: await getMessage(ctx, params.id), rows: 1 }),
});
