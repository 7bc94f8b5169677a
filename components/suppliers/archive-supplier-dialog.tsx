"use client";

import { startTransition, useActionState, useEffect } from "react";
import { answering } from "@/components/form/answering";
import { CheckboxCard } from "@/components/form/checkbox-card";
import { FormMessage } from "@/components/form/form-message";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import {
  AlertDialog,
  AlertDialogBody,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from "@/components/ui/alert-dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { formatCount } from "@/lib/format/numbers";
import { archiveImpactAction, archiveSupplierAction } from "@/lib/suppliers/actions";
import type { ArchiveImpact, SupplierRow } from "@/lib/suppliers/schema";

export type ArchiveSupplierDialogProps = {
  supplier: Pick<SupplierRow, "id" | "name">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before a supplier is archived, says how many usable tokens it has and what becomes of them; Cancel has the focus. */
export function ArchiveSupplierDialog({ open, ...question }: ArchiveSupplierDialogProps) {
  return (
    <AlertDialog open={open} onOpenChange={question.onOpenChange}>
      <AlertDialogContent>
        <ArchiveQuestion {...question} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

function ArchiveQuestion({ supplier, onOpenChange }: Omit<ArchiveSupplierDialogProps, "open">) {
  const [impact, loadImpact] = useActionState(answering(archiveImpactAction), null);
  const form = useActionForm(archiveSupplierAction);
  useEffect(() => {
    startTransition(() => loadImpact({ id: supplier.id }));
  }, [supplier.id, loadImpact]);
  useEffect(() => {
    if (form.data) onOpenChange(false);
  }, [form.data, onOpenChange]);
  return (
    <form ref={form.ref} onSubmit={form.submitWith({ id: supplier.id })}>
      <AlertDialogHeader>
        <AlertDialogTitle>Archive {supplier.name}?</AlertDialogTitle>
        <AlertDialogDescription>
          It leaves the list and cannot be chosen for tokens. You can restore it at any time.
        </AlertDialogDescription>
      </AlertDialogHeader>
      <AlertDialogBody>
        {impact?.ok ? <TokensLeft impact={impact.data} /> : <Skeleton className="h-48 sm:h-40" />}
        <FormMessage error={impact && !impact.ok ? impact.error.message : form.error} />
      </AlertDialogBody>
      <AlertDialogFooter>
        <AlertDialogCancel />
        <SubmitButton variant="destructive" busy={form.pending} disabled={!impact?.ok}>
          Archive supplier
        </SubmitButton>
      </AlertDialogFooter>
    </form>
  );
}

function TokensLeft({ impact: { usableTokens, scheduledTokens } }: { impact: ArchiveImpact }) {
  const tokens = usableTokens + scheduledTokens;
  if (tokens === 0) return <p className="min-h-48 sm:min-h-40">It has no usable token.</p>;
  return (
    <div className="grid min-h-48 content-start gap-3 sm:min-h-40">
      <p>
        It has {formatCount(usableTokens, "usable token")}
        {scheduledTokens > 0 && ` and ${formatCount(scheduledTokens, "token")} that will become usable`}.
      </p>
      <CheckboxCard
        name="pausesTokens"
        defaultChecked
        title={tokens === 1 ? "Pause its token too" : `Pause its ${formatCount(tokens, "token")} too`}
        description="Requests are refused from the next one on, and what is owed already waits, until a token is resumed; what happens meanwhile is not queued, and “Recover since…” brings it back afterwards. Otherwise nothing changes for its tokens."
      />
    </div>
  );
}
