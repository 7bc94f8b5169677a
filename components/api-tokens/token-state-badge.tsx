import { RelativeTime } from "@/components/layout/relative-time";
import { Badge } from "@/components/ui/badge";
import type { TokenRow } from "@/lib/api-tokens/schema";

type StateFacts = Pick<TokenRow, "state" | "activatesAt" | "expiresAt" | "deletedAt">;

/** The state in words with the date that matters next. */
export function TokenStateBadge({ token }: { token: StateFacts }) {
  const { state } = token;
  return (
    <Badge tone={state}>
      {state === "active" && "Active"}
      {state === "paused" && "Paused"}
      {state === "expiring" && (
        <>
          Expires <RelativeTime value={token.expiresAt} />
        </>
      )}
      {state === "expired" && (
        <>
          Expired <RelativeTime value={token.expiresAt} />
        </>
      )}
      {state === "scheduled" && (
        <>
          Starts <RelativeTime value={token.activatesAt} />
        </>
      )}
      {state === "deleted" && (
        <>
          Deleted <RelativeTime value={token.deletedAt} />
        </>
      )}
    </Badge>
  );
}
