"use client";

import { useRouter } from "next/navigation";
import { startTransition, useActionState, useEffect } from "react";
import { DeletionFacts } from "@/components/api-tokens/deletion-facts";
import { FormMessage } from "@/components/form/form-message";
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
import { Button } from "@/components/ui/button";
import { deleteTokenAction, deletionImpactAction } from "@/lib/api-tokens/actions";
import { paths } from "@/lib/paths";

export type DeleteTokenDialogProps = {
  token: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks before a token is deleted and says what dies with it; Cancel has the focus. */
export function DeleteTokenDialog({ token, open, onOpenChange }: DeleteTokenDialogProps) {
  const router = useRouter();
  const [impact, loadImpact] = useActionState(deletionImpactAction, null);
  const [result, remove, removing] = useActionState(deleteTokenAction, null);
  useEffect(() => {
    if (open) startTransition(() => loadImpact({ id: token.id }));
  }, [open, token.id, loadImpact]);
  useEffect(() => {
    if (!result?.ok) return;
    onOpenChange(false);
    router.push(paths.tokens());
  }, [result, onOpenChange, router]);
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <AlertDialogHeader>
          <AlertDialogTitle>Delete {token.name}?</AlertDialogTitle>
          <AlertDialogDescription>
            Its secret is refused from the next call on. This cannot be undone; the log stays.
          </AlertDialogDescription>
        </AlertDialogHeader>
        <AlertDialogBody>
          <DeletionFacts impact={impact?.ok ? impact.data : null} />
          <FormMessage error={result && !result.ok ? result.error.message : undefined} />
        </AlertDialogBody>
        <AlertDialogFooter>
          <AlertDialogCancel />
          <Button
            variant="destructive"
            busy={removing}
            onClick={() => startTransition(() => remove({ id: token.id }))}
          >
            Delete token
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
