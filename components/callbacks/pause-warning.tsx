import { RelativeTime } from "@/components/layout/relative-time";
import type { PauseWarning } from "@/lib/callbacks/schema";
import { cn } from "@/lib/utils";

/** "pauses in 2 days", for a callback that only fails and has come that far; nothing without a warning. */
export function PauseWarningText({
  warning,
  pausesAt,
}: {
  warning: PauseWarning | null;
  pausesAt: Date | null;
}) {
  if (warning === null || pausesAt === null) return null;
  return (
    <span
      className={cn("whitespace-nowrap", warning === 90 ? "font-medium text-red-text" : "text-amber-text")}
    >
      pauses <RelativeTime value={pausesAt} />
    </span>
  );
}
