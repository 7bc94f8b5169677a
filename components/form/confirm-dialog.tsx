"use client";

import { type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { answering } from "@/components/form/answering";
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

type Question<I, T> = {
  /** Asks by the thing's name: "Disable Ada?". */
  title: ReactNode;
  /** What happens then. */
  children: ReactNode;
  /** What is worth knowing before. */
  facts?: ReactNode;
  /** The verb on the button. */
  verb: string;
  variant?: "default" | "destructive";
  /** The words on the button that leaves all as it is; "Cancel" unless told. */
  back?: string;
  /** What the button does with the input. */
  action: (previous: ActionResult<T> | null, input: I) => Promise<ActionResult<T>>;
  input: I;
  /** Hears what the action answered. */
  onDone?: (answer: T) => void;
  onOpenChange: (open: boolean) => void;
};

export type ConfirmDialogProps<I, T> = Question<I, T> & {
  open: boolean;
  /** Decides where the focus goes after it, when what opened it may be gone. */
  onCloseAutoFocus?: (event: Event) => void;
};

/**
 * Asks before it acts; stays open until that is answered, and with the reason when it is refused. The way back has the
 * focus.
 */
export function ConfirmDialog<I, T>({ open, onCloseAutoFocus, ...question }: ConfirmDialogProps<I, T>) {
  return (
    <AlertDialog open={open} onOpenChange={question.onOpenChange}>
      <AlertDialogContent onCloseAutoFocus={onCloseAutoFocus}>
        <ConfirmQuestion {...question} />
      </AlertDialogContent>
    </AlertDialog>
  );
}

function ConfirmQuestion<I, T>(question: Question<I, T>) {
  const { title, children, facts, verb, variant, back, action, input, onDone, onOpenChange } = question;
  const [result, act, acting] = useActionState(answering(action), null);
  const isAnswered = useRef(false);
  useEffect(() => {
    if (!result?.ok || isAnswered.current) return;
    isAnswered.current = true;
    onDone?.(result.data);
    onOpenChange(false);
  }, [result, onDone, onOpenChange]);
  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{title}</AlertDialogTitle>
        <AlertDialogDescription>{children}</AlertDialogDescription>
      </AlertDialogHeader>
      <AlertDialogBody>
        {facts}
        <FormMessage error={result && !result.ok && !acting ? result.error.message : undefined} />
      </AlertDialogBody>
      <AlertDialogFooter>
        <AlertDialogCancel>{back}</AlertDialogCancel>
        <Button variant={variant} busy={acting} onClick={() => startTransition(() => act(input))}>
          {verb}
        </Button>
      </AlertDialogFooter>
    </>
  );
}
