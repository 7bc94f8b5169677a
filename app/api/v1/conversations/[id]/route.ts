import { conversationExample } from "@/lib/conversations/examples";
import { getConversation } from "@/lib/conversations/queries";
import { conversationResource } from "@/lib/conversations/resource-schema";
import { apiRoute } from "@/lib/http/api-route";
import { idParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/conversations/{id}",
  permission: "conversations:read",
  params: idParams,
  query: noQuery,
  hasEntityTag: true,
  doc: {
    operationId: "getConversation",
    tag: "Conversations",
    summary: "Read one conversation",
    description: "One conversation by its id.",
    answer: { schema: conversationResource },
    example: { id: conversationExample.id },
  },
  handler: async (ctx, { params }) => ({ body: await getConversation(ctx, params.id), rows: 1 }),
});
