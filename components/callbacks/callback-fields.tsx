import { useId } from "react";
import { CallbackStatus } from "@/components/callbacks/callback-status";
import { Field } from "@/components/form/field";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS, urlField } from "@/lib/callbacks/words";

export type CallbackFieldsProps = {
  callback: Pick<CallbackDetails, "eventType" | "url" | "enabled">;
  /** The stored endpoint as it is doing at this moment. */
  health: CallbackDetails;
  error: string | undefined;
};

/** One endpoint: on or off, its URL, how it is doing. */
export function CallbackFields({ callback, health, error }: CallbackFieldsProps) {
  const switchId = useId();
  const { eventType, url, enabled } = callback;
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>{EVENT_LABELS[eventType]}</CardTitle>
          <code className="font-mono text-xs text-muted-foreground">{eventType}</code>
        </div>
        <div className="flex items-center gap-2 text-sm">
          <label htmlFor={switchId}>
            Call<span className="sr-only"> for {EVENT_LABELS[eventType]}</span>
          </label>
          <Switch
            id={switchId}
            name="enabled[]"
            value={eventType}
            defaultChecked={url === "" ? true : enabled}
          />
        </div>
      </CardHeader>
      <CardContent className="grid gap-3">
        <Field label="Endpoint" optional error={error}>
          <Input
            name={urlField(eventType)}
            type="url"
            inputMode="url"
            defaultValue={url}
            maxLength={2048}
            placeholder="https://supplier.example.com/webhooks"
            className="font-mono text-xs"
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        {health.url !== "" && <CallbackStatus callback={health} />}
      </CardContent>
    </Card>
  );
}
