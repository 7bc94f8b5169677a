import { RelativeTime, ShortTime } from "@/components/layout/relative-time";
import { Badge } from "@/components/ui/badge";
import type { TokenRow } from "@/lib/api-tokens/schema";

type StateFacts = Pick<TokenRow, "state" | "activatesAt" | "expiresAt" | "pausedAt" | "deletedAt">;

/** The state in words with the date that matters next; exact dates are titles. */
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
          Expired <RelativeTime value={token.expiresAt} />
        </>
      );
    case "scheduled":
      return (
        <>
          Starts <ShortTime value={token.activatesAt} />
        </>
      );
    case "paused":
      return (
        <>
          Paused <RelativeTime value={token.pausedAt} />
        </>
      );
    case "deleted":
      return (
        <>
          Deleted <RelativeTime value={token.deletedAt} />
        </>
      );
  }
}
