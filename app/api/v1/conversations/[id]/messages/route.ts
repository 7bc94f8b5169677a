import { conversationExample } from "@/lib/conversations/examples";
import { listMessages } from "@/lib/conversations/queries";
import { messageResource } from "@/lib/conversations/resource-schema";
import { listMessagesInput } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer, pageResource } from "@/lib/http/cursor";
import { idParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/conversations/{id}/messages",
  permission: "conversations:read",
  params: idParams,
  query: listMessagesInput,
  doc: {
    operationId: "listMessages",
    tag: "Conversations",
    summary: "List a conversation's messages",
    description: "The messages of one conversation in both directions, the last sent first.",
    answer: { schema: pageResource("MessagePage", messageResource) },
    example: { id: conversationExample.id, limit: "50" },
  },
  handler: async (ctx, { params, query }) => pageAnswer(await listMessages(ctx, params.id, query)),
});
