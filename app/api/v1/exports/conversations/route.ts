import { exportType } from "@/lib/exports/file";
import { exportConversations } from "@/lib/exports/queries";
import { exportConversationsInput } from "@/lib/exports/schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/exports/conversations",
  permission: "data:export",
  params: noParams,
  query: exportConversationsInput,
  contentType: exportType,
  handler: (ctx, { query }) => exportConversations(ctx, query),
});
