import "server-only";
import type { Permission } from "@/db/constants";
import { managedNumbers } from "@/db/schema/conversations";
import { type Context, requireRight } from "../context";
import {
  countAllMessages,
  countConversations,
  countLocations,
  listAllMessages,
  listConversations,
  listLocations,
} from "../conversations/queries";
import { listConversationsInput, listLocationsInput } from "../conversations/schema";
import type { ScopedContext } from "../conversations/scope";
import { csvHeader, csvLines } from "../csv/csv";
import { AppError } from "../errors";
import { messageExportColumns } from "../exports/columns";
import { exportMessagesInput } from "../exports/schema";
import { problemBody, statusOf } from "../http/problem";
import { requireManagedNumbers } from "../managed-numbers/queries";
import { allows, grantOf, requirePermission } from "./grant";
import type {
  PreviewVisibilityInput,
  SampleAnswer,
  VisibilityPreview,
  VisibilitySettings,
  VisibleCounts,
} from "./schema";
import { MAX_COUNTED_MESSAGES } from "./settings";

const SAMPLE_ROWS = 3;

/** How much the API answers with these settings, on its lists or as files: 0 of what no permission opens. */
export async function countVisible(ctx: Context, settings: VisibilitySettings): Promise<VisibleCounts> {
  const api: ScopedContext = { db: ctx.db, grant: grantOf(settings) };
  const exports = allows(api.grant, "data:export");
  const [conversations, messages, locations, allNumbers] = await Promise.all([
    exports || allows(api.grant, "conversations:read") ? countConversations(api) : 0,
    exports ? countAllMessages(api, MAX_COUNTED_MESSAGES) : 0,
    allows(api.grant, "locations:read") ? countLocations(api) : 0,
    ctx.db.$count(managedNumbers),
  ]);
  const numbers = settings.seesAllNumbers ? allNumbers : settings.numberIds.length;
  return { conversations, messages, locations, numbers, allNumbers };
}

function formatted(body: unknown): string {
  return JSON.stringify(body, null, 2);
}

/** What a route answers, or how it refuses; a request id is each answer's own. */
async function sampleAnswer(
  { grant }: ScopedContext,
  { path, permission }: { path: string; permission: Permission },
  read: () => Promise<string>,
): Promise<SampleAnswer> {
  try {
    requirePermission(grant, permission);
    return { path, status: 200, text: await read() };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { path, status: statusOf(error.code), text: formatted(JSON.parse(problemBody(error, "…"))) };
  }
}

/** The newest rows of the lists, and the first lines of a file of messages. */
function sampleAnswers(api: ScopedContext): Promise<SampleAnswer[]> {
  const limit = SAMPLE_ROWS;
  return Promise.all([
    sampleAnswer(api, { path: `/conversations?limit=${limit}`, permission: "conversations:read" }, async () =>
      formatted(await listConversations(api, listConversationsInput.parse({ limit }))),
    ),
    sampleAnswer(api, { path: `/locations?limit=${limit}`, permission: "locations:read" }, async () =>
      formatted(await listLocations(api, listLocationsInput.parse({ limit }))),
    ),
    sampleAnswer(api, { path: "/exports/messages?format=csv", permission: "data:export" }, async () => {
      const { data } = await listAllMessages(api, { ...exportMessagesInput.parse({}), limit });
      return csvHeader(messageExportColumns) + csvLines(messageExportColumns, data);
    }),
  ]);
}

/**
 * What a token with these settings would be answered: counts, and the newest rows by the reads that the API itself
 * uses, exports included. Changes nothing. Throws `invalid_input` for a number that is not there, `forbidden`.
 */
export async function previewVisibility(
  ctx: Context,
  settings: PreviewVisibilityInput,
): Promise<VisibilityPreview> {
  requireRight(ctx, "write");
  if (!settings.seesAllNumbers) await requireManagedNumbers(ctx.db, settings.numberIds);
  const api: ScopedContext = { db: ctx.db, grant: grantOf(settings) };
  const [counts, answers] = await Promise.all([countVisible(ctx, settings), sampleAnswers(api)]);
  return { counts, answers };
}
