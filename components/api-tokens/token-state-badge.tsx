import { RelativeTime, ShortTime } from "@/components/layout/relative-time";
import { Badge } from "@/components/ui/badge";
import type { TokenRow } from "@/lib/api-tokens/schema";

type StateFacts = Pick<TokenRow, "state" | "activatesAt" | "expiresAt" | "pausedAt" | "deletedAt">;

/** The state in words with the date that matters next, which a narrow table keeps short; exact dates are titles. */
export function TokenStateBadge({ token }: { token: StateFacts }) {
  return (
    <Badge tone={token.state}>
      <StateWords token={token} />
    </Badge>
  );
}

function StateWords({ token }: { token: StateFacts }) {
  switch (token.state) {
    case "active":
      return "Active";
    case "expiring":
      return (
        <>
          Expires <RelativeTime value={token.expiresAt} />
        </>
      );
    case "expired":
      return (
        <>
          Expired <RelativeTime value={token.expiresAt} className="@max-md:hidden" />
        </>
      );
    case "scheduled":
      return (
        <>
          <span className="@max-md:hidden">
            Starts <ShortTime value={token.activatesAt} />
          </span>
          <span className="hidden @max-md:inline">Scheduled</span>
        </>
      );
    case "paused":
      return (
        <>
          Paused <RelativeTime value={token.pausedAt} className="@max-md:hidden" />
        </>
      );
    case "deleted":
      return (
        <>
          Deleted <RelativeTime value={token.deletedAt} className="@max-md:hidden" />
        </>
      );
  }
}
