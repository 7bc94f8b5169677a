import { exportType } from "@/lib/exports/file";
import { exportMessages } from "@/lib/exports/queries";
import { exportMessagesInput } from "@/lib/exports/schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/exports/messages",
  permission: "data:export",
  params: noParams,
  query: exportMessagesInput,
  contentType: exportType,
  handler: (ctx, { query }) => exportMessages(ctx, query),
});
