import { listConversations } from "@/lib/conversations/queries";
import { listConversationsInput } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/conversations",
  permission: "conversations:read",
  params: noParams,
  query: listConversationsInput,
  handler: async (ctx, { query }) => pageAnswer(await listConversations(ctx, query)),
});
