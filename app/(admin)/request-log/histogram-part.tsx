import { cookies } from "next/headers";
import { Suspense } from "react";
import { parseTimeZone, timeZoneCookie } from "@/components/layout/time-zone";
import { Histogram } from "@/components/request-log/histogram";
import { HistogramSkeleton } from "@/components/request-log/histogram-skeleton";
import type { Context } from "@/lib/context";
import { logger } from "@/lib/logger";
import { histogramRange } from "@/lib/request-log/histogram";
import { countRequests } from "@/lib/request-log/histogram-queries";
import type { RequestFilters } from "@/lib/request-log/schema";

/** The histogram of a log, counted and streamed while the rest of the page is there already, which a failed count leaves so. */
export async function RequestHistogramPart({ ctx, filters }: { ctx: Context; filters: RequestFilters }) {
  const timeZone = parseTimeZone((await cookies()).get(timeZoneCookie)?.value);
  const range = histogramRange(filters, new Date());
  const counting = countRequests(ctx, { filters, range, timeZone }).catch((error: unknown) => {
    logger().error({ err: error }, "requests not counted");
    return null;
  });
  return (
    <Suspense fallback={<HistogramSkeleton />}>
      <Histogram histogram={counting} />
    </Suspense>
  );
}
