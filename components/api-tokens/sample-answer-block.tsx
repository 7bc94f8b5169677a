import { StatusCode } from "@/components/request-log/status-code";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Skeleton } from "@/components/ui/skeleton";
import type { SampleAnswer } from "@/lib/api-tokens/schema";
import { cn } from "@/lib/utils";

export type SampleAnswerBlockProps = {
  route: string;
  /** What is shown of an answer that is served, when that is not all of it. */
  note?: string;
  answer: SampleAnswer | undefined;
  dimmed: boolean;
  height?: string;
  className?: string;
};

/** One answer of the API as it can be read, in a window of fixed height. */
export function SampleAnswerBlock({
  route,
  note,
  answer,
  dimmed,
  height = "h-72",
  className,
}: SampleAnswerBlockProps) {
  return (
    <figure className={cn("grid min-w-0 content-start gap-1.5", className)}>
      <figcaption className="flex h-5 items-center gap-2 font-mono text-xs">
        <span className="min-w-0 truncate">GET {answer?.path ?? route}</span>
        {answer && <StatusCode status={answer.status} />}
        {note && answer?.status === 200 && (
          <span className="shrink-0 font-sans text-muted-foreground">{note}</span>
        )}
      </figcaption>
      {answer ? (
        <ScrollRegion
          label={`Answer to GET ${answer.path}`}
          dir="ltr"
          className={cn(
            "rounded-md border bg-background p-3 transition-opacity",
            height,
            dimmed && "opacity-60",
          )}
        >
          <pre className="font-mono text-xs whitespace-pre-wrap wrap-anywhere">{answer.text}</pre>
        </ScrollRegion>
      ) : (
        <Skeleton className={cn("rounded-md", height)} />
      )}
    </figure>
  );
}
