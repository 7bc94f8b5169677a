"use client";

import { CircleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <EmptyState
      icon={CircleAlert}
      title="This page could not be shown"
      action={
        <Button variant="outline" onClick={reset}>
          Try again
        </Button>
      }
    >
      Nothing was changed. If it happens again, quote the reference{" "}
      <code className="font-mono">{error.digest ?? "unknown"}</code>.
    </EmptyState>
  );
}
