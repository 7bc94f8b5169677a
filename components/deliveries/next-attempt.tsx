"use client";

import { RelativeTime } from "@/components/layout/relative-time";
import { useNow } from "@/components/layout/time-provider";

/** When the next attempt is, going on after these words: "in 5 min", or "due" from that time on. */
export function NextAttempt({ at }: { at: Date }) {
  const now = useNow();
  if (now !== null && at.getTime() <= now) return "due";
  return <RelativeTime value={at} />;
}
