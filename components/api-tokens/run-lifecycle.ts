import { answering } from "@/components/form/answering";
import { deleteTokensAction, pauseTokensAction, resumeTokensAction } from "@/lib/api-tokens/actions";
import type { LifecycleCommand, LifecycleToken } from "@/lib/api-tokens/lifecycle";

const ACTIONS = { pause: pauseTokensAction, resume: resumeTokensAction, delete: deleteTokensAction };

/** Runs a command on these tokens and answers as its server action does, or that the server did not. */
export function runLifecycle(command: LifecycleCommand, tokens: readonly LifecycleToken[]) {
  return answering(ACTIONS[command])(null, { ids: tokens.map(({ id }) => id) });
}
