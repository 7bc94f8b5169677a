"use client";

import { type ReactNode, startTransition, useActionState, useEffect } from "react";
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
import type { ActionResult } from "@/lib/result";

type Question<T> = {
  /** Asks by the thing's name: "Disable Ada?". */
  title: ReactNode;
  /** What happens then. */
  children: ReactNode;
  /** The verb on the button. */
  verb: string;
  variant?: "default" | "destructive";
  /** What the button does to the thing of that id. */
  action: (previous: ActionResult<T> | null, input: { id: string }) => Promise<ActionResult<T>>;
  id: string;
  onOpenChange: (open: boolean) => void;
};

export type ConfirmDialogProps<T> = Question<T> & { open: boolean };

/** Asks before it acts on one thing; stays open with the reason when that is refused. Cancel has the focus. */
export function ConfirmDialog<T>({ open, ...question }: ConfirmDialogProps<T>) {
  return (
    <AlertDialog open={open} onOpenChange={question.onOpenChange}>
      <AlertDialogContent>
        <ConfirmQuestion {...question} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

function ConfirmQuestion<T>({ title, children, verb, variant, action, id, onOpenChange }: Question<T>) {
  const [result, act, acting] = useActionState(action, null);
  useEffect(() => {
    if (result?.ok) onOpenChange(false);
  }, [result, onOpenChange]);
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{children}</AlertDialogDescription>
      </AlertDialogHeader>
      <AlertDialogBody>
        <FormMessage error={result && !result.ok && !acting ? result.error.message : undefined} />
      </AlertDialogBody>
      <AlertDialogFooter>
        <AlertDialogCancel />
        <Button variant={variant} busy={acting} onClick={() => startTransition(() => act({ id }))}>
          {verb}
        </Button>
      </AlertDialogFooter>
    </>
  );
}
