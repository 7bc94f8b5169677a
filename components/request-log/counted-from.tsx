import { formatDate } from "@/lib/format/dates";
import type { RequestCounts } from "@/lib/request-log/chart";

type CountedFromProps = Pick<RequestCounts, "countedFrom"> & { timeZone: string };

/** Says how far back a chart counts when it does not count all calls of its time. */
export function CountedFrom({ countedFrom, timeZone }: CountedFromProps) {
  if (!countedFrom) return null;
  return <>Only the newest requests are counted, back to {formatDate(countedFrom, timeZone, "seconds")}.</>;
}
