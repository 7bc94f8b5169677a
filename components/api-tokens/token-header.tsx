"use client";

import { KeyRound, Pause, Play, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RotateSecretDialog } from "@/components/api-tokens/rotate-secret-dialog";
import { TokenStateBadge } from "@/components/api-tokens/token-state-badge";
import { useTokenLifecycle } from "@/components/api-tokens/use-token-lifecycle";
import { carryOutcome } from "@/components/form/carried-outcome";
import { leaveFreely } from "@/components/form/leaving";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";
import { Button } from "@/components/ui/button";
import { LinkTabs } from "@/components/ui/link-tabs";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";

export type TokenHeaderProps = {
  token: TokenDetails;
  /** Last four characters of the secret that a running rotation still serves; null without one. */
  outgoingHint: string | null;
  canWrite: boolean;
};

/** What a token's pages share: name, supplier, state, the ways to rotate, pause and delete it, and the tabs. */
export function TokenHeader({ token, outgoingHint, canWrite }: TokenHeaderProps) {
  const router = useRouter();
  const [rotating, setRotating] = useState(false);
  const lifecycle = useTokenLifecycle((command, answer) => {
    if (command !== "delete") return;
    carryOutcome({ saved: answer });
    leaveFreely(() => router.push(paths.tokens()));
  });
  const isPaused = token.state === "paused";
  return (
    <div className="grid gap-4">
      <PageHeader
        title={token.name}
        breadcrumb={[{ label: "Tokens", href: paths.tokens() }]}
        badge={<TokenStateBadge token={token} />}
        description={
          <>
            <bdi>{token.supplierName}</bdi> · Secret ends in{" "}
            <span className="font-mono text-xs">{token.secretHint}</span> · <TimeZoneNote />
          </>
        }
        actions={
          canWrite && (
            <>
              {lifecycle.message}
              <Button variant="outline" onClick={() => setRotating(true)}>
                <KeyRound />
                Rotate secret
              </Button>
              <Button
                variant="outline"
                busy={lifecycle.resuming}
                onClick={() => lifecycle.start(isPaused ? "resume" : "pause", [token])}
              >
                {isPaused ? <Play /> : <Pause />}
                {isPaused ? "Resume" : "Pause"}
              </Button>
              <Button variant="outline" onClick={() => lifecycle.start("delete", [token])}>
                <Trash2 />
                Delete
              </Button>
            </>
          )
        }
      />
      <LinkTabs
        label="Token"
        items={[
          { href: paths.token(token.id), label: "Overview" },
          { href: paths.tokenDetails(token.id), label: "Details" },
          { href: paths.tokenPermissions(token.id), label: "Permissions" },
          { href: paths.tokenCallbacks(token.id), label: "Callbacks" },
          { href: paths.tokenDeliveries(token.id), label: "Deliveries" },
          { href: paths.tokenLog(token.id), label: "Log" },
        ]}
      />
      <RotateSecretDialog
        token={token}
        outgoingHint={outgoingHint}
        open={rotating}
        onOpenChange={setRotating}
      />
      {lifecycle.dialog}
    </div>
  );
}
