"use client";

import { useState } from "react";
import { StopOldSecretDialog } from "@/components/api-tokens/stop-old-secret-dialog";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type {
  EndedRotation,
  OverlapEnd,
  RunningRotation,
  SecretUse,
  RotationStatus as Status,
} from "@/lib/api-tokens/rotation-schema";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { MAX_COUNTED_CALLS } from "@/lib/api-tokens/settings";
import { REFUSED_SECRETS } from "@/lib/api-tokens/words";
import { formatCountUpTo } from "@/lib/format/numbers";

/** What became of the old secret, before "2 min ago". */
const ENDS: Record<OverlapEnd, string> = {
  first_use: "stopped with the first request that used the new one,",
  deadline: "stopped at its deadline,",
  stopped: "was stopped by an admin",
  at_once: "stopped at once,",
};

function Hint({ of }: { of: string }) {
  return <span className="font-mono text-xs">…{of}</span>;
}

function callsOf({ calls }: SecretUse): string {
  return formatCountUpTo(MAX_COUNTED_CALLS, calls, "request");
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
      Old secret <Hint of={use.hint} />:{" "}
      {use.calls === 0 ? (
        "not used since the rotation."
      ) : (
        <>
          last used <LastUse use={use} />, {callsOf(use)} since the rotation.
        </>
      )}
    </li>
  );
}

function NewSecret({ use }: { use: SecretUse }) {
  return (
    <li>
      New secret <Hint of={use.hint} />:{" "}
      {use.calls === 0 ? (
        "not used yet."
      ) : (
        <>
          last tried <LastUse use={use} />, but no request with it was served yet.
        </>
      )}
    </li>
  );
}

function Ended({ rotation }: { rotation: EndedRotation }) {
  const { refused } = rotation;
  return (
    <p data-testid="rotation-ended" className="text-sm text-muted-foreground">
      The secret was rotated <RelativeTime value={rotation.rotatedAt} />. The old one{" "}
      <Hint of={rotation.oldHint} /> {ENDS[rotation.end]} <RelativeTime value={rotation.until} />.{" "}
      {refused === null ? (
        "No request with it was refused since."
      ) : (
        <span className="text-foreground">
          {callsOf(refused)} with a replaced secret <Hint of={refused.hint} />{" "}
          {refused.calls === 1 ? "was" : "were"} refused, the last <LastUse use={refused} />.
        </span>
      )}
    </p>
  );
}

const SERVED = "Two secrets work until the supplier has switched";

function Until({ until, isServed }: { until: Date; isServed: boolean }) {
  return (
    <li>
      {isServed ? "The old one works until" : "The time of the old one runs on until"}{" "}
      <DateTime value={until} zone /> (<RelativeTime value={until} />
      ), or until the first served request with the new one.
    </li>
  );
}

type RunningProps = {
  tokenId: string;
  tokenState: TokenDetails["state"];
  rotation: RunningRotation;
  canWrite: boolean;
};

function Running({ tokenId, tokenState, rotation, canWrite }: RunningProps) {
  const [stopping, setStopping] = useState(false);
  const { oldSecret, newSecret, until } = rotation;
  return (
    <>
      <Alert
        title={REFUSED_SECRETS[tokenState] ?? SERVED}
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
          <Until until={until} isServed={REFUSED_SECRETS[tokenState] === null} />
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

export type RotationStatusProps = {
  tokenId: string;
  tokenState: TokenDetails["state"];
  status: Status;
  canWrite: boolean;
};

/** How a rotation goes on, who still calls with which secret, and the way to end it; afterwards one quiet line. */
export function RotationStatus({ status, ...token }: RotationStatusProps) {
  if (status.end !== null) return <Ended rotation={status} />;
  return <Running rotation={status} {...token} />;
}
