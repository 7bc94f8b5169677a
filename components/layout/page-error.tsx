"use client";

import { CircleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useSyncExternalStore, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { findRequestId } from "@/lib/request-timing";

export type PageErrorProps = { error: Error & { digest?: string }; reset: () => void };

const never = () => () => {};

/** In place of a page that could not be rendered; the request id, or else the reference, stands in the server's log. */
export function PageError({ error, reset }: PageErrorProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const requestId = useSyncExternalStore(
    never,
    () => findRequestId(performance.getEntries(), location),
    () => null,
  );
  function tryAgain() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }
  return (
    <EmptyState
      icon={CircleAlert}
      title="This page could not be shown"
      action={
        <Button variant="outline" busy={pending} onClick={tryAgain}>
          Try again
        </Button>
      }
    >
      Nothing was changed. If it happens again, quote the {requestId ? "request id" : "reference"}{" "}
      <code className="font-mono break-all">{requestId ?? error.digest ?? "unknown"}</code>.
    </EmptyState>
  );
}
