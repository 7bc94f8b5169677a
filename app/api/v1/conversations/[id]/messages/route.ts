import { listMessages } from "@/lib/conversations/queries";
import { listMessagesInput } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer } from "@/lib/http/cursor";
import { idParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/conversations/{id}/messages",
  permission: "conversations:read",
  params: idParams,
  query: listMessagesInput,
  handler: async (ctx, { params, query }) => pageAnswer(await listMessages(ctx, params.id, query)),
});
