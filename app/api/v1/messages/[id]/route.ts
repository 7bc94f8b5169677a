import { messageExample } from "@/lib/conversations/examples";
import { getMessage } from "@/lib/conversations/queries";
import { messageResource } from "@/lib/conversations/resource-schema";
import { apiRoute } from "@/lib/http/api-route";
import { idParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/messages/{id}",
  permission: "conversations:read",
  params: idParams,
  query: noQuery,
  hasEntityTag: true,
  doc: {
    operationId: "getMessage",
    tag: "Conversations",
    summary: "Read one message",
    description: "One message by its id, as callbacks name it.",
    answer: { schema: messageResource },
    example: { id: messageExample.id },
  },
  handler: async (ctx, { params }) => ({ body: await getMessage(ctx, params.id), rows: 1 }),
});
