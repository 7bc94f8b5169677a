import "server-only";
import type { Context } from "../context";
import { env } from "../env";
import { DAY_MS } from "../format/durations";
import { countByBar } from "./bar-queries";
import { requestCondition } from "./conditions";
import { barStarts, type HistogramRange, type RequestHistogram } from "./histogram";
import type { RequestFilters } from "./schema";

type HistogramQuery = { filters: RequestFilters; range: HistogramRange; timeZone: string };

/** The calls that the filters ask for by time and status class. What it costs is bounded, see `COUNTED_CALLS`. */
export async function countRequests(
  ctx: Context,
  { filters, range, timeZone }: HistogramQuery,
  { most }: { most?: number | undefined } = {},
): Promise<RequestHistogram> {
  const { narrow, rest } = requestCondition(ctx, { ...filters, ...range });
  const counts = await countByBar(ctx, { starts: barStarts(range, timeZone), narrow, rest, most });
  return {
    ...range,
    ...counts,
    keptFrom: new Date(Date.now() - env().REQUEST_LOG_RETENTION_DAYS * DAY_MS),
  };
}
