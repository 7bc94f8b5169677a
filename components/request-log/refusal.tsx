import type { RequestLogRow } from "@/lib/request-log/schema";
import { refusalWords } from "@/lib/request-log/words";

/** Why a call was not served: in words, with the code that the caller was given. */
export function Refusal({ call }: { call: Pick<RequestLogRow, "code" | "missingPermission"> }) {
  const { code } = call;
  if (code === null) return <span className="text-muted-foreground">–</span>;
  const words = refusalWords(call);
  return (
    <span className="block">
      {words} <span className="font-mono text-xs text-muted-foreground">{code}</span>
    </span>
  );
}
