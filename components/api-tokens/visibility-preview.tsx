"use client";

import { SampleAnswerBlock } from "@/components/api-tokens/sample-answer-block";
import { useVisibilityPreview } from "@/components/api-tokens/use-visibility-preview";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { VisibilityPreview as Preview, VisibilitySettings } from "@/lib/api-tokens/schema";
import { countsPhrase } from "@/lib/api-tokens/sentences";
import { formatCount } from "@/lib/format/numbers";
import { cn } from "@/lib/utils";

function sentence(settings: VisibilitySettings, { counts }: Preview): string {
  if (!settings.seesAllNumbers && settings.numberIds.length === 0)
    return "This supplier would see nothing: no number is chosen.";
  const seen = countsPhrase(settings.permissions, counts);
  if (seen === null) return "This supplier would see nothing: no permission to read is on.";
  const where = formatCount(counts.numbers, "number");
  if (counts.conversations + counts.locations === 0)
    return `This supplier would see nothing yet: ${where} without any ${settings.permissions.includes("conversations:read") ? "conversation" : "location"}.`;
  return `This supplier would see ${seen} on ${where}.`;
}

/** What the API would answer with the settings as they stand in the form, before they are saved. */
export function VisibilityPreview({ settings }: { settings: VisibilitySettings }) {
  const { shown, stale, error, retry } = useVisibilityPreview(settings);
  return (
    <section
      aria-label="Preview"
      aria-busy={stale}
      className="grid min-w-0 gap-3 rounded-md border bg-surface p-4"
    >
      <div role="status" className="min-h-10 sm:min-h-5">
        {shown ? (
          <p className={cn("text-sm font-medium transition-opacity", (stale || error) && "opacity-60")}>
            {sentence(shown.settings, shown.preview)}
          </p>
        ) : (
          !error && <Skeleton className="h-5 w-full max-w-96" />
        )}
      </div>
      {error && (
        <Alert
          tone="error"
          role="alert"
          actions={
            <Button size="sm" variant="outline" onClick={retry}>
              Try again
            </Button>
          }
        >
          {error}
        </Alert>
      )}
      <div className="grid min-w-0 gap-3 lg:grid-cols-2">
        {["/conversations", "/locations"].map((route, i) => (
          <SampleAnswerBlock
            key={route}
            route={route}
            answer={shown?.preview.answers[i]}
            dimmed={stale || error !== null}
          />
        ))}
      </div>
    </section>
  );
}
