"use client";

import { useRouter } from "next/navigation";
import { startTransition, useActionState, useEffect, useState } from "react";
import { DeletionFacts } from "@/components/api-tokens/deletion-facts";
import { Field } from "@/components/form/field";
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
import { Input } from "@/components/ui/input";
import { deleteTokenAction, deletionImpactAction } from "@/lib/api-tokens/actions";
import { paths } from "@/lib/paths";
import type { ActionResult } from "@/lib/result";

export type DeleteTokenDialogProps = {
  token: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

function refusalOf<T>(result: ActionResult<T> | null): string | undefined {
  return result && !result.ok ? result.error.message : undefined;
}

/** Asks before a token is deleted and says what dies with it; Cancel has the focus, and one in use wants its name typed. */
export function DeleteTokenDialog({ token, open, onOpenChange }: DeleteTokenDialogProps) {
  const router = useRouter();
  const [impact, loadImpact] = useActionState(deletionImpactAction, null);
  const [typed, setTyped] = useState("");
  const [result, remove, removing] = useActionState(deleteTokenAction, null);
  const facts = impact?.ok ? impact.data : null;
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
          <DeletionFacts impact={facts} />
          {facts?.usedInLastDay && (
            <Field label="It is in use. Type its name to delete it.">
              <Input
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
                dir="auto"
              />
            </Field>
          )}
          <FormMessage error={refusalOf(impact) ?? refusalOf(result)} />
        </AlertDialogBody>
        <AlertDialogFooter>
          <AlertDialogCancel />
          <Button
            variant="destructive"
            busy={removing}
            disabled={facts === null || (facts.usedInLastDay && typed.trim() !== token.name.trim())}
            onClick={() => startTransition(() => remove({ id: token.id }))}
          >
            Delete token
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  );
}
