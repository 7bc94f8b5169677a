import { messageExportColumns } from "@/lib/exports/columns";
import { exportFiles, exportFormat, exportTypes } from "@/lib/exports/file";
import { exportMessages } from "@/lib/exports/queries";
import { exportMessagesInput } from "@/lib/exports/schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/exports/messages",
  permission: "data:export",
  params: noParams,
  query: exportMessagesInput,
  contentTypes: exportTypes,
  doc: {
    operationId: "exportMessages",
    tag: "Exports",
    summary: "Export messages",
    description:
      "All messages of all conversations that the token sees, as one file. Positions only with Read locations.",
    answer: { files: exportFiles(messageExportColumns) },
    example: { format: "csv" },
  },
  handler: (ctx, { query, contentType }) =>
    exportMessages(ctx, { ...query, format: exportFormat(contentType) }),
});
