import { useId } from "react";
import { CallbackNumbers } from "@/components/callbacks/callback-numbers";
import { CallbackStatus } from "@/components/callbacks/callback-status";
import { CallbackTest } from "@/components/callbacks/callback-test";
import { EndpointField } from "@/components/callbacks/endpoint-field";
import { ResumeButton } from "@/components/callbacks/resume-button";
import { TryNowButton } from "@/components/callbacks/try-now-button";
import { useUrlVerdict } from "@/components/callbacks/use-url-verdict";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Switch } from "@/components/ui/switch";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import type { CallbackDetails, CallbackHealth } from "@/lib/callbacks/schema";
import { canBeTried } from "@/lib/callbacks/state";
import { EVENT_LABELS } from "@/lib/callbacks/words";

export type CallbackFieldsProps = {
  token: Pick<TokenDetails, "id" | "state">;
  callback: Pick<CallbackDetails, "eventType" | "url" | "enabled">;
  /** The stored endpoint as it is doing at this moment. */
  stored: CallbackDetails;
  health: CallbackHealth | undefined;
  error: string | undefined;
  readOnly: boolean;
};

/** Where no endpoint is typed there is nothing to switch. */
function OnSwitch({ eventType, url, enabled, typed }: CallbackFieldsProps["callback"] & { typed: string }) {
  const id = useId();
  if (typed.trim() === "") return null;
  return (
    <div className="flex items-center gap-2 text-sm">
      <label htmlFor={id}>
        Call<span className="sr-only"> for {EVENT_LABELS[eventType]}</span>
      </label>
      <Switch id={id} name="enabled[]" value={eventType} defaultChecked={url === "" ? true : enabled} />
    </div>
  );
}

/** One endpoint: on or off, its URL, how it is doing, and a test of it. */
export function CallbackFields(props: CallbackFieldsProps) {
  const { token, callback, stored, health, error, readOnly } = props;
  const { eventType, url } = callback;
  const judging = useUrlVerdict(url);
  const isCalled = !readOnly && stored.enabled && token.state !== "expired";
  return (
    <Card>
      <CardHeader>
        <div>
          <CardTitle>{EVENT_LABELS[eventType]}</CardTitle>
          <code className="font-mono text-xs text-muted-foreground">{eventType}</code>
        </div>
        <OnSwitch {...callback} typed={judging.typed} />
      </CardHeader>
      <CardContent className="grid gap-3">
        <EndpointField eventType={eventType} url={url} error={error} judging={judging} />
        {stored.url !== "" && (
          <>
            <CallbackStatus callback={stored} tokenState={token.state} />
            {isCalled && <ResumeButton tokenId={token.id} callback={stored} />}
            {!readOnly && canBeTried(stored, token.state) && (
              <TryNowButton tokenId={token.id} callback={stored} />
            )}
            <CallbackNumbers tokenId={token.id} callback={stored} health={health} />
            {!readOnly && (
              <CallbackTest
                tokenId={token.id}
                eventType={eventType}
                url={stored.url}
                unsaved={judging.typed !== stored.url}
              />
            )}
          </>
        )}
      </CardContent>
    </Card>
  );
}
