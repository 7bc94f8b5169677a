"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import type { useUrlVerdict } from "@/components/callbacks/use-url-verdict";
import { Field } from "@/components/form/field";
import { Input } from "@/components/ui/input";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS, urlField } from "@/lib/callbacks/words";

export type EndpointFieldProps = {
  eventType: CallbackDetails["eventType"];
  url: string;
  error: string | undefined;
  judging: ReturnType<typeof useUrlVerdict>;
};

/** The URL of one endpoint, and whether callbacks could be sent there. */
export function EndpointField({ eventType, url, error, judging }: EndpointFieldProps) {
  const { verdict, onType, onLeave } = judging;
  const Icon = verdict?.ok ? CircleCheck : TriangleAlert;
  return (
    <div className="grid gap-1.5">
      <Field
        label={
          <>
            Endpoint<span className="sr-only"> for {EVENT_LABELS[eventType]}</span>
          </>
        }
        optional
        error={error}
      >
        <Input
          name={urlField(eventType)}
          type="url"
          inputMode="url"
          defaultValue={url}
          placeholder="https://supplier.example.com/webhooks"
          className="font-mono text-xs"
          autoComplete="off"
          spellCheck={false}
          onChange={(change) => onType(change.target.value)}
          onBlur={onLeave}
        />
      </Field>
      <div role="status">
        {verdict && !error && (
          <p
            data-slot="url-verdict"
            className={
              verdict.ok
                ? "flex items-start gap-1.5 text-xs text-muted-foreground"
                : "flex items-start gap-1.5 text-xs text-amber-text"
            }
          >
            <Icon aria-hidden="true" className="mt-px size-3.5 shrink-0" />
            <span className="min-w-0 wrap-anywhere">{verdict.words}</span>
          </p>
        )}
      </div>
    </div>
  );
}
