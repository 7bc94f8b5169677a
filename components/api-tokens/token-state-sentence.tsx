import type { ReactNode } from "react";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import type { TokenDetails } from "@/lib/api-tokens/schema";

type StateFacts = Pick<TokenDetails, "state" | "activatesAt" | "expiresAt" | "pausedAt" | "deletedAt">;

function By({ actor }: { actor: string | null }): ReactNode {
  if (actor === null) return null;
  return (
    <>
      {" "}
      by <bdi className="wrap-anywhere">{actor}</bdi>
    </>
  );
}

/** Why the token is in its state and what that means for its supplier; `actor` is who paused or deleted it. */
export function TokenStateSentence({ token, actor }: { token: StateFacts; actor: string | null }) {
  switch (token.state) {
    case "deleted":
      return (
        <>
          Deleted on <DateTime value={token.deletedAt} />
          <By actor={actor} />: its secret is refused for good, its log stays.
        </>
      );
    case "paused":
      return (
        <>
          Paused on <DateTime value={token.pausedAt} />
          <By actor={actor} />: requests are refused, and what it is owed already waits. What happens
          meanwhile is not queued; “Recover since…” among its deliveries brings it back once it is resumed.
        </>
      );
    case "expired":
      return (
        <>
          Expired <RelativeTime value={token.expiresAt} />: requests are refused, waiting deliveries are
          cancelled.
        </>
      );
    case "scheduled":
      return (
        <>
          Starts <RelativeTime value={token.activatesAt} />: requests are refused until then.
        </>
      );
    case "expiring":
      return (
        <>
          Active, but expires <RelativeTime value={token.expiresAt} />: from then on requests are refused.
        </>
      );
    case "active":
      return token.expiresAt === null ? (
        "Active: requests are served. It has no expiration."
      ) : (
        <>
          Active, expires <RelativeTime value={token.expiresAt} />.
        </>
      );
  }
}
