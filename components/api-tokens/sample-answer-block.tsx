import { StatusCode } from "@/components/request-log/status-code";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Skeleton } from "@/components/ui/skeleton";
import type { SampleAnswer } from "@/lib/api-tokens/schema";
import { cn } from "@/lib/utils";

export type SampleAnswerBlockProps = { route: string; answer: SampleAnswer | undefined; dimmed: boolean };

/** One answer of the API as formatted JSON, in a window of fixed height. */
export function SampleAnswerBlock({ route, answer, dimmed }: SampleAnswerBlockProps) {
  return (
    <figure className="grid min-w-0 content-start gap-1.5">
      <figcaption className="flex h-5 items-center gap-2 font-mono text-xs">
        <span className="min-w-0 truncate">GET {answer?.path ?? route}</span>
        {answer && <StatusCode status={answer.status} />}
      </figcaption>
      {answer ? (
        <ScrollRegion
          label={`Answer to GET ${answer.path}`}
          dir="ltr"
          className={cn(
            "h-72 rounded-md border bg-background p-3 transition-opacity",
            dimmed && "opacity-60",
          )}
        >
          <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{answer.json}</pre>
        </ScrollRegion>
      ) : (
        <Skeleton className="h-72 rounded-md" />
      )}
    </figure>
  );
}
