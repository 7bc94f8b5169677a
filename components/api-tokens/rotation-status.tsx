"use client";

import { useState } from "react";
import { StopOldSecretDialog } from "@/components/api-tokens/stop-old-secret-dialog";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { OverlapEnd, SecretUse, RotationStatus as Status } from "@/lib/api-tokens/rotation-schema";
import { formatCount } from "@/lib/format/numbers";

const ENDS: Record<OverlapEnd, string> = {
  first_use: "with the first call that used the new one",
  deadline: "at its deadline",
  stopped: "because an admin stopped it",
  at_once: "with the rotation",
};

function Hint({ use }: { use: SecretUse }) {
  return <span className="font-mono text-xs">…{use.hint}</span>;
}

/** "2 min ago from 203.0.113.7". */
function LastUse({ use }: { use: SecretUse }) {
  return (
    <>
      <RelativeTime value={use.lastUsedAt} /> from{" "}
      <span className="font-mono text-xs">{use.lastIp ?? "an unknown address"}</span>
    </>
  );
}

function OldSecret({ use }: { use: SecretUse }) {
  return (
    <li>
      Old secret <Hint use={use} />:{" "}
      {use.calls === 0 ? (
        "not used since the rotation."
      ) : (
        <>
          last used <LastUse use={use} />, {formatCount(use.calls, "call")} since the rotation.
        </>
      )}
    </li>
  );
}

function NewSecret({ use }: { use: SecretUse }) {
  return (
    <li>
      New secret <Hint use={use} />:{" "}
      {use.calls === 0 ? (
        "not used yet."
      ) : (
        <>
          last tried <LastUse use={use} />, but no call with it was served yet.
        </>
      )}
    </li>
  );
}

function EndedRotation({ status, end }: { status: Status; end: OverlapEnd }) {
  const { oldSecret, refused } = status;
  return (
    <p data-testid="rotation-ended" className="text-sm text-muted-foreground">
      The secret was rotated <RelativeTime value={status.rotatedAt} />. The old one <Hint use={oldSecret} />{" "}
      stopped {ENDS[end]} <RelativeTime value={status.until} />.{" "}
      {refused === null ? (
        "No call with it was refused since."
      ) : (
        <span className="text-foreground">
          {formatCount(refused.calls, "call")} with a replaced secret <Hint use={refused} />{" "}
          {refused.calls === 1 ? "was" : "were"} refused, the last <LastUse use={refused} />.
        </span>
      )}
    </p>
  );
}

export type RotationStatusProps = { tokenId: string; status: Status; canWrite: boolean };

/** How a rotation goes on, who still calls with which secret, and the way to end it; afterwards one quiet line. */
export function RotationStatus({ tokenId, status, canWrite }: RotationStatusProps) {
  const [stopping, setStopping] = useState(false);
  const { end, oldSecret, newSecret, until } = status;
  if (end !== null) return <EndedRotation status={status} end={end} />;
  return (
    <>
      <Alert
        title="Two secrets work until the supplier has switched"
        className="flex-wrap"
        actions={
          canWrite && (
            <Button size="sm" variant="outline" onClick={() => setStopping(true)}>
              Stop the old secret
            </Button>
          )
        }
      >
        <ul className="mt-0.5 grid gap-0.5">
          <OldSecret use={oldSecret} />
          <NewSecret use={newSecret} />
          <li>
            The old one works until <DateTime value={until} zone /> (<RelativeTime value={until} />
            ), or until the first served call with the new one.
          </li>
        </ul>
      </Alert>
      <StopOldSecretDialog
        tokenId={tokenId}
        oldSecret={oldSecret}
        open={stopping}
        onOpenChange={setStopping}
      />
    </>
  );
}
