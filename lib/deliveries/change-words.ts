import { formatCount, formatNumber } from "../format/numbers";
import type { DeliveryChange, DeliveryRow } from "./schema";
import { CHANGE_REFUSALS } from "./words";

export type DeliveryCommand = "resend" | "retry" | "cancel";

const VERBS: Record<DeliveryCommand, string> = { resend: "Resend", retry: "Retry", cancel: "Cancel" };
const DONE: Record<DeliveryCommand, string> = { resend: "resent", retry: "retried", cancel: "cancelled" };

const MEANING: Record<DeliveryCommand, { one: string; many: string }> = {
  resend: {
    one: "It is sent again with the same id, in its place among those that wait.",
    many: "They are sent again with the same ids, each in its place among those that wait. Pending ones stay as they are.",
  },
  retry: {
    one: "It is tried at once.",
    many: "Those that wait for their next attempt are tried at once. The others stay as they are.",
  },
  cancel: {
    one: "It is not sent any more, unless it is resent. What waits behind it goes on.",
    many: "Those that are pending are not sent any more, unless they are resent. The others stay as they are.",
  },
};

const ANSWERS: Record<DeliveryCommand, string> = {
  resend: "It is sent again.",
  retry: "It is due at once.",
  cancel: "It is cancelled.",
};

/** True for a delivery that the command is for by its state; what else keeps it from it is told when it is pressed. */
export function isFor(
  command: DeliveryCommand,
  { state, waitsFor }: Pick<DeliveryRow, "state" | "waitsFor">,
) {
  if (command === "resend") return state !== "pending";
  if (command === "cancel") return state === "pending";
  return waitsFor === "retry" || waitsFor === "resend" || waitsFor === "callback_failing";
}

/** The question before a command, in words. */
export function changeQuestion(command: DeliveryCommand, count: number) {
  const what = count === 1 ? "this delivery" : formatCount(count, "delivery", "deliveries");
  const isOne = count === 1;
  return {
    title: `${VERBS[command]} ${what}?`,
    meaning: isOne ? MEANING[command].one : MEANING[command].many,
    button: `${VERBS[command]} ${isOne ? "delivery" : what}`,
    // Beside a command of the same name it must be told from it.
    back: command === "cancel" ? "Keep" : undefined,
  };
}

/** What became of a command, in words; `isRefused` when nothing was changed. */
export function changeAnswer(
  command: DeliveryCommand,
  count: number,
  { changed, refused }: DeliveryChange,
): { words: string; isRefused: boolean } {
  const why = refused.map(({ reason, count: times }) =>
    count === 1 ? CHANGE_REFUSALS[reason] : `${CHANGE_REFUSALS[reason]} (${formatNumber(times)})`,
  );
  const isRefused = changed === 0;
  if (isRefused) return { isRefused, words: `Not ${DONE[command]}: ${why.join(", ")}.` };
  if (count === 1) return { isRefused, words: ANSWERS[command] };
  const done = `${formatCount(changed, "delivery", "deliveries")} ${DONE[command]}`;
  const others = formatNumber(count - changed);
  return { isRefused, words: why.length === 0 ? `${done}.` : `${done}, ${others} not: ${why.join(", ")}.` };
}
