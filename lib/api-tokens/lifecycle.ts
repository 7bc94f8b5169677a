import { formatCount } from "../format/numbers";
import type { TokenRow } from "./schema";

export type LifecycleCommand = "pause" | "resume" | "delete";

/** What a question about tokens has to know of each. */
export type LifecycleToken = Pick<TokenRow, "id" | "name" | "state" | "pausedAt" | "callbackCount">;

const DONE: Record<LifecycleCommand, string> = { pause: "paused", resume: "resumed", delete: "deleted" };

const VERBS: Record<LifecycleCommand, string> = { pause: "Pause", resume: "Resume", delete: "Delete" };

const MEANING: Record<LifecycleCommand, { one: string; many: string }> = {
  pause: {
    one: "Its requests are refused at once. What its callbacks are owed already waits until it is resumed; what happens meanwhile is not queued for them, and “Recover since…” among its deliveries brings it back afterwards.",
    many: "Their requests are refused at once. What their callbacks are owed already waits until they are resumed; what happens meanwhile is not queued for them, and “Recover since…” among the deliveries of each brings it back afterwards.",
  },
  resume: {
    one: "Its requests are served again at once, and the deliveries that waited go out.",
    many: "Their requests are served again at once, and the deliveries that waited go out.",
  },
  delete: {
    one: "Its secret is refused from the next request on. This cannot be undone; the log stays.",
    many: "Their secrets are refused from the next request on. This cannot be undone; the log stays.",
  },
};

/** True when the command would change the token; deleting always does. */
function changes(command: LifecycleCommand, { state }: LifecycleToken): boolean {
  return command === "delete" || (command === "pause") !== (state === "paused");
}

export type LifecycleWords = {
  verb: string;
  /** The one token's name, or how many they are. */
  what: string;
  meaning: string;
  /** What stays as it is; null when all change. */
  exception: string | null;
  button: string;
  /** What must be typed before tokens in use are deleted. */
  proof: string;
};

/** The question before a command, in words. */
export function lifecycleQuestion(
  command: LifecycleCommand,
  tokens: readonly LifecycleToken[],
): LifecycleWords {
  const [first] = tokens;
  const isOne = tokens.length === 1;
  const counted = formatCount(tokens.length, "token");
  const same = tokens.filter((token) => !changes(command, token)).length;
  const how = command === "pause" ? "paused already" : "not paused";
  return {
    verb: VERBS[command],
    what: isOne && first ? first.name : counted,
    meaning: isOne ? MEANING[command].one : MEANING[command].many,
    exception: same === 0 ? null : `${same} of them ${same === 1 ? "is" : "are"} ${how}, which stays so.`,
    button: isOne ? `${VERBS[command]} token` : `${VERBS[command]} ${counted}`,
    proof: isOne && first ? first.name.trim() : `delete ${counted}`,
  };
}

/** Since when a token that was just resumed may have missed something; null where it has no callback. */
export function missedSince(
  command: LifecycleCommand,
  { pausedAt, callbackCount }: LifecycleToken,
): Date | null {
  return command === "resume" && callbackCount > 0 ? pausedAt : null;
}

/** A longer name is not repeated in an answer, which stands beside the button. */
const SHORT_NAME = 32;

/** What became of a command, in words. */
export function lifecycleAnswer(
  command: LifecycleCommand,
  tokens: readonly LifecycleToken[],
  changed: number,
): string {
  const [first] = tokens;
  const name = first && first.name.length <= SHORT_NAME ? first.name : "The token";
  if (tokens.length === 1)
    return changed === 1
      ? `${name} is ${DONE[command]}.`
      : `${name} was ${command === "pause" ? "paused already" : "not paused"}.`;
  const rest = tokens.length - changed;
  const others =
    rest === 0
      ? ""
      : `, ${rest} ${rest === 1 ? "was" : "were"} ${command === "pause" ? "paused already" : "not paused"}`;
  return `${formatCount(changed, "token")} ${DONE[command]}${others}.`;
}
