import { Check, TriangleAlert } from "lucide-react";
import type { TokenRow } from "@/lib/api-tokens/schema";

/** How many callbacks are on, and how many of them fail. */
export function CallbackHealth({
  token,
}: {
  token: Pick<TokenRow, "callbackCount" | "failingCallbackCount">;
}) {
  if (token.callbackCount === 0) return <span className="text-muted-foreground">–</span>;
  if (token.failingCallbackCount > 0)
    return (
      <span className="inline-flex items-center gap-1 align-bottom text-red-text">
        <TriangleAlert aria-hidden="true" className="size-3.5" />
        {token.failingCallbackCount} failing
      </span>
    );
  return (
    <span className="inline-flex items-center gap-1 align-bottom">
      <Check aria-hidden="true" className="size-3.5 text-green" />
      {token.callbackCount}
      <span className="sr-only">on, none failing</span>
    </span>
  );
}
