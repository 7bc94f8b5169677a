import { CallbackStatus } from "@/components/callbacks/callback-status";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS } from "@/lib/callbacks/words";

export type CallbackListProps = { callbacks: readonly CallbackDetails[]; tokenState: TokenDetails["state"] };

/** A token's endpoints, one per event type, with how they are doing. */
export function CallbackList({ callbacks, tokenState }: CallbackListProps) {
  return (
    <ul className="grid gap-3">
      {callbacks.map((callback) => (
        <li key={callback.eventType}>
          <p className="text-sm font-medium">{EVENT_LABELS[callback.eventType]}</p>
          {callback.url === "" ? (
            <p className="text-sm text-muted-foreground">No endpoint</p>
          ) : (
            <>
              <p className="mb-1 font-mono text-xs break-all">{callback.url}</p>
              <CallbackStatus callback={callback} tokenState={tokenState} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
