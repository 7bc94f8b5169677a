import "server-only";
import { requirePermission } from "../api-tokens/grant";
import { listAllMessages, listConversations, listLocations } from "../conversations/queries";
import type {
  ConversationResource,
  LocationResource,
  MessageResource,
} from "../conversations/resource-schema";
import type { ApiAnswer, ApiContext } from "../http/api-route";
import { conversationExportColumns, locationExportColumns, messageExportColumns } from "./columns";
import { exportAnswer } from "./file";
import type { ExportConversationsInput, ExportLocationsInput, ExportMessagesInput } from "./schema";

type ExportContext = Pick<ApiContext, "db" | "grant" | "confirmGrant">;

/** The conversations that the token sees as a file: those of `listConversations`, in its order. */
export async function exportConversations(
  ctx: ExportContext,
  { format, ...filters }: ExportConversationsInput,
): Promise<ApiAnswer> {
  return exportAnswer<ConversationResource>({
    name: "conversations",
    format,
    columns: conversationExportColumns,
    confirm: ctx.confirmGrant,
    read: (place) => listConversations(ctx, { ...filters, ...place }),
  });
}

/** The messages that the token sees as a file, newest first; a position only with Read locations. */
export async function exportMessages(
  ctx: ExportContext,
  { format, direction, status, type, ...filters }: ExportMessagesInput,
): Promise<ApiAnswer> {
  return exportAnswer<MessageResource>({
    name: "messages",
    format,
    columns: messageExportColumns,
    confirm: ctx.confirmGrant,
    read: (place) => listAllMessages(ctx, { ...filters, ...place }),
    // Left out here and not by the database: to find a rare status there it might search all messages for one page.
    keeps: (row) =>
      (direction === undefined || row.direction === direction) &&
      (status === undefined || row.status === status) &&
      (type === undefined || row.type === type),
  });
}

/**
 * The locations that the token sees as a file: those of `listLocations`, in its order. A position is shown to nobody
 * without Read locations: without it throws `permission_missing`.
 */
export async function exportLocations(
  ctx: ExportContext,
  { format, ...filters }: ExportLocationsInput,
): Promise<ApiAnswer> {
  requirePermission(ctx.grant, "locations:read");
  return exportAnswer<LocationResource>({
    name: "locations",
    format,
    columns: locationExportColumns,
    confirm: ctx.confirmGrant,
    read: (place) => listLocations(ctx, { ...filters, ...place }),
  });
}
