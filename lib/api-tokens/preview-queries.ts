import "server-only";
import type { Permission } from "@/db/constants";
import { managedNumbers } from "@/db/schema/conversations";
import { type Context, requireRight } from "../context";
import {
  countConversations,
  countLocations,
  listConversations,
  listLocations,
} from "../conversations/queries";
import { listConversationsInput, listLocationsInput } from "../conversations/schema";
import type { ScopedContext } from "../conversations/scope";
import { AppError } from "../errors";
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

const SAMPLE_ROWS = 3;

/** How many conversations and locations the API answers with these settings: 0 where the permission is missing. */
export async function countVisible(ctx: Context, settings: VisibilitySettings): Promise<VisibleCounts> {
  const api: ScopedContext = { db: ctx.db, grant: grantOf(settings) };
  const [conversations, locations, allNumbers] = await Promise.all([
    allows(api.grant, "conversations:read") ? countConversations(api) : 0,
    allows(api.grant, "locations:read") ? countLocations(api) : 0,
    ctx.db.$count(managedNumbers),
  ]);
  const numbers = settings.seesAllNumbers ? allNumbers : settings.numberIds.length;
  return { conversations, locations, numbers, allNumbers };
}

/** What a list route answers for its newest rows, or how it refuses; a request id is each answer's own. */
async function sampleAnswer(
  { grant }: ScopedContext,
  route: { path: string; permission: Permission },
  read: () => Promise<unknown>,
): Promise<SampleAnswer> {
  const path = `${route.path}?limit=${SAMPLE_ROWS}`;
  const answer = (status: number, body: unknown) => ({ path, status, json: JSON.stringify(body, null, 2) });
  try {
    requirePermission(grant, route.permission);
    return answer(200, await read());
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return answer(statusOf(error.code), JSON.parse(problemBody(error, "…")));
  }
}

/**
 * What a token with these settings would be answered: counts, and the newest rows by the reads that the API itself
 * uses. Changes nothing. Throws `invalid_input` for a number that is not there, `forbidden`.
 */
export async function previewVisibility(
  ctx: Context,
  settings: PreviewVisibilityInput,
): Promise<VisibilityPreview> {
  requireRight(ctx, "write");
  if (!settings.seesAllNumbers) await requireManagedNumbers(ctx.db, settings.numberIds);
  const api: ScopedContext = { db: ctx.db, grant: grantOf(settings) };
  const [counts, ...answers] = await Promise.all([
    countVisible(ctx, settings),
    sampleAnswer(api, { path: "/conversations", permission: "conversations:read" }, () =>
      listConversations(api, listConversationsInput.parse({ limit: SAMPLE_ROWS })),
    ),
    sampleAnswer(api, { path: "/locations", permission: "locations:read" }, () =>
      listLocations(api, listLocationsInput.parse({ limit: SAMPLE_ROWS })),
    ),
  ]);
  return { counts, answers };
}
