import { listConversations } from "@/lib/conversations/queries";
import { conversationResource } from "@/lib/conversations/resource-schema";
import { listConversationsInput } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer, pageResource } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/conversations",
  permission: "conversations:read",
  params: noParams,
  query: listConversationsInput,
  doc: {
    operationId: "listConversations",
    tag: "Conversations",
    summary: "List conversations",
    description:
      "The conversations of the managed numbers that the token sees, the last opened first. One that goes on after it was closed keeps its place, so for what is new read `GET /events`.",
    answer: { schema: pageResource("ConversationPage", conversationResource) },
    example: { status: "active", limit: "50" },
  },
  handler: async (ctx, { query }) => pageAnswer(await listConversations(ctx, query)),
});
