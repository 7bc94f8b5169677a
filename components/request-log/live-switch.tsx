"use client";

import { ArrowUp } from "lucide-react";
import { useId } from "react";
import type { LiveCalls, LiveState } from "@/components/request-log/use-live-calls";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { formatNumber } from "@/lib/format/numbers";

function words(state: LiveState, hasGap: boolean): string {
  if (typeof state === "object") return state.refused || "Stopped: reload the page.";
  if (state === "retrying") return "Not connected, trying again";
  if (state === "hidden") return "Waits while the page is hidden";
  if (state === "following") return hasGap ? "More came than is shown: reload for all" : "Following";
  return "";
}

/** Switches following new calls on, says how that goes, and shows on a press what came while something was read. */
export function LiveSwitch({ live, canFollow }: { live: LiveCalls; canFollow: boolean }) {
  const id = useId();
  const { state, waiting } = live;
  return (
    <div data-slot="live-switch" className="flex min-h-8 items-center gap-2 text-sm">
      <Switch
        id={id}
        checked={canFollow && state !== "off"}
        disabled={!canFollow}
        onChange={(event) => live.turn(event.currentTarget.checked)}
      />
      <label htmlFor={id} title={canFollow ? undefined : "Only the newest page can be followed"}>
        Live
      </label>
      <span role="status" className="max-w-64 truncate text-muted-foreground">
        {canFollow && words(state, live.hasGap)}
      </span>
      <span role="status" className="sr-only">
        {waiting > 0 && `${formatNumber(waiting)} new`}
      </span>
      {waiting > 0 && (
        <Button
          size="sm"
          className="fixed top-16 left-1/2 z-40 -translate-x-1/2 shadow-md lg:top-4"
          onClick={live.showWaiting}
        >
          <ArrowUp />
          {formatNumber(waiting)} new
        </Button>
      )}
    </div>
  );
}
