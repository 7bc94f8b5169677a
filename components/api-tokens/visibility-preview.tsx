"use client";

import { SampleAnswerBlock } from "@/components/api-tokens/sample-answer-block";
import { useVisibilityPreview } from "@/components/api-tokens/use-visibility-preview";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import type { VisibilitySettings } from "@/lib/api-tokens/schema";
import { previewSentence } from "@/lib/api-tokens/sentences";
import { cn } from "@/lib/utils";

const ROUTES = ["/conversations", "/locations"];
const EXPORT = "/exports/messages";

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
            {previewSentence(shown.settings, shown.preview.counts)}
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
        {ROUTES.map((route, i) => (
          <SampleAnswerBlock
            key={route}
            route={route}
            answer={shown?.preview.answers[i]}
            dimmed={stale || error !== null}
          />
        ))}
        <SampleAnswerBlock
          route={EXPORT}
          note="its first lines"
          answer={shown?.preview.answers[ROUTES.length]}
          dimmed={stale || error !== null}
          height="h-44"
          className="lg:col-span-2"
        />
      </div>
    </section>
  );
}
