import { conversationExportColumns } from "@/lib/exports/columns";
import { exportFiles, exportFormat, exportTypes } from "@/lib/exports/file";
import { exportConversations } from "@/lib/exports/queries";
import { exportConversationsInput } from "@/lib/exports/schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/exports/conversations",
  permission: "data:export",
  params: noParams,
  query: exportConversationsInput,
  contentTypes: exportTypes,
  doc: {
    operationId: "exportConversations",
    tag: "Exports",
    summary: "Export conversations",
    description: "All conversations that the token sees, as `GET /conversations` gives them, as one file.",
    answer: { files: exportFiles(conversationExportColumns) },
    example: { format: "csv" },
  },
  handler: (ctx, { query, contentType }) =>
    exportConversations(ctx, { ...query, format: exportFormat(contentType) }),
});
