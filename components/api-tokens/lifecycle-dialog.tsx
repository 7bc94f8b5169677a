"use client";

import { startTransition, useActionState, useEffect, useState, useTransition } from "react";
import { DeletionFacts } from "@/components/api-tokens/deletion-facts";
import { runLifecycle } from "@/components/api-tokens/run-lifecycle";
import { answering } from "@/components/form/answering";
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
import { deletionImpactAction } from "@/lib/api-tokens/actions";
import {
  type LifecycleCommand,
  type LifecycleToken,
  lifecycleAnswer,
  lifecycleQuestion,
} from "@/lib/api-tokens/lifecycle";
import { formatNumber } from "@/lib/format/numbers";

export type LifecycleAsk = { command: LifecycleCommand; tokens: readonly LifecycleToken[] };

export type LifecycleDialogProps = {
  /** Null while nothing is asked. */
  ask: LifecycleAsk | null;
  onCancel: () => void;
  /** Hears in words what became of it. */
  onDone: (answer: string) => void;
  /** Decides where the focus goes after it: what opened it may be gone. */
  onCloseAutoFocus: (event: Event) => void;
};

/** Asks before one or many tokens are paused, resumed or deleted, and says what that means; Cancel has the focus. */
export function LifecycleDialog({ ask, onCancel, onDone, onCloseAutoFocus }: LifecycleDialogProps) {
  return (
    <AlertDialog open={ask !== null} onOpenChange={(open) => open || onCancel()}>
      <AlertDialogContent onCloseAutoFocus={onCloseAutoFocus}>
        {ask && <LifecycleQuestion {...ask} onDone={onDone} />}
      </AlertDialogContent>
    </AlertDialog>
  );
}

/** What would die, once it is known, and why that could not be told. */
function useImpact(isWanted: boolean, tokens: readonly LifecycleToken[]) {
  const [impact, load] = useActionState(answering(deletionImpactAction), null);
  useEffect(() => {
    if (isWanted) startTransition(() => load({ ids: tokens.map(({ id }) => id) }));
  }, [isWanted, tokens, load]);
  return {
    facts: impact?.ok ? impact.data : null,
    fault: impact && !impact.ok ? impact.error.message : undefined,
  };
}

type QuestionProps = LifecycleAsk & { onDone: (answer: string) => void };

function LifecycleQuestion({ command, tokens, onDone }: QuestionProps) {
  const isDeletion = command === "delete";
  const words = lifecycleQuestion(command, tokens);
  const { facts, fault } = useImpact(isDeletion, tokens);
  const [typed, setTyped] = useState("");
  const [refusal, setRefusal] = useState<string>();
  const [running, run] = useTransition();
  const used = facts?.usedInLastDay ?? 0;
  const isProved = !isDeletion || (facts !== null && (used === 0 || typed.trim() === words.proof));

  function press() {
    run(async () => {
      const answer = await runLifecycle(command, tokens);
      if (answer.ok) onDone(lifecycleAnswer(command, tokens, answer.data.changed));
      else setRefusal(answer.error.message);
    });
  }

  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>
          {words.verb} <bdi>{words.what}</bdi>?
        </AlertDialogTitle>
        <AlertDialogDescription>{words.meaning}</AlertDialogDescription>
      </AlertDialogHeader>
      <AlertDialogBody>
        {tokens.length > 1 && <TokenNames tokens={tokens} />}
        {words.exception && <p>{words.exception}</p>}
        {isDeletion && !fault && <DeletionFacts impact={facts} count={tokens.length} />}
        {isDeletion && used > 0 && (
          <Field label={<ProofLabel proof={words.proof} used={used} count={tokens.length} />}>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              dir="auto"
            />
          </Field>
        )}
        <FormMessage error={fault ?? refusal} />
      </AlertDialogBody>
      <AlertDialogFooter>
        <AlertDialogCancel />
        <Button
          variant={isDeletion ? "destructive" : "default"}
          busy={running}
          disabled={!isProved}
          onClick={press}
        >
          {words.button}
        </Button>
      </AlertDialogFooter>
    </>
  );
}

function ProofLabel({ proof, used, count }: { proof: string; used: number; count: number }) {
  if (count === 1) return "It is in use. Type its name to delete it.";
  return `${formatNumber(used)} of them ${used === 1 ? "is" : "are"} in use. Type “${proof}” to delete all.`;
}

const NAMES_SHOWN = 5;

function TokenNames({ tokens }: { tokens: readonly LifecycleToken[] }) {
  const more = tokens.length - NAMES_SHOWN;
  return (
    <ul className="grid gap-0.5 text-muted-foreground">
      {tokens.slice(0, NAMES_SHOWN).map(({ id, name }) => (
        <li key={id} dir="auto" className="truncate" title={name}>
          {name}
        </li>
      ))}
      {more > 0 && <li>and {formatNumber(more)} more</li>}
    </ul>
  );
}
