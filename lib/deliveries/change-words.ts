import { formatCount, formatNumber } from "../format/numbers";
import type { DeliveryChange, DeliveryRow } from "./schema";
import { CHANGE_REFUSALS } from "./words";

export type DeliveryCommand = "resend" | "retry" | "cancel";

const VERBS: Record<DeliveryCommand, string> = { resend: "Resend", retry: "Retry", cancel: "Cancel" };
const DONE: Record<DeliveryCommand, string> = { resend: "resent", retry: "retried", cancel: "cancelled" };

const MEANING: Record<DeliveryCommand, { one: string; many: string }> = {
  resend: {
    one: "It is sent again with the same id, in its place among those that wait.",
    many: "They are sent again with the same ids, each in its place among those that wait.",
  },
  retry: {
    one: "It is tried at once.",
    many: "They are tried at once.",
  },
  cancel: {
    one: "It is not sent any more, unless it is resent. What waits behind it goes on.",
    many: "They are not sent any more, unless they are resent. What waits behind them goes on.",
  },
};

const NOT_FOR: Record<DeliveryCommand, { one: string; many: string }> = {
  resend: { one: "it is pending", many: "they are pending" },
  retry: { one: "it does not wait for its next attempt", many: "they do not wait for their next attempt" },
  cancel: { one: "it is not pending", many: "they are not pending" },
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

/** What is chosen, parted by whether the command is for it. */
export function partChosen<D extends Pick<DeliveryRow, "state" | "waitsFor">>(
  command: DeliveryCommand,
  chosen: readonly D[],
): { meant: D[]; leftOut: number } {
  const meant = chosen.filter((delivery) => isFor(command, delivery));
  return { meant, leftOut: chosen.length - meant.length };
}

/** That a command does nothing to any of what is chosen, in words. */
export function noneWords(command: DeliveryCommand, count: number): string {
  const { one, many } = NOT_FOR[command];
  return `Not ${DONE[command]}: ${count === 1 ? one : many}.`;
}

/** What is chosen and not changed, in words; null when all is. */
function leftOutWords(command: DeliveryCommand, leftOut: number): string | null {
  if (leftOut === 0) return null;
  const { one, many } = NOT_FOR[command];
  return leftOut === 1 ? `1 is left out: ${one}.` : `${formatNumber(leftOut)} are left out: ${many}.`;
}

/** The question before a command for so many, in words; `leftOut` were chosen with them, and it is not for those. */
export function changeQuestion(command: DeliveryCommand, count: number, leftOut = 0) {
  const isOne = count === 1;
  const isOnly = isOne && leftOut === 0;
  const what = isOnly ? "this delivery" : formatCount(count, "delivery", "deliveries");
  return {
    title: `${VERBS[command]} ${what}?`,
    meaning: isOne ? MEANING[command].one : MEANING[command].many,
    exception: leftOutWords(command, leftOut),
    button: `${VERBS[command]} ${isOnly ? "delivery" : what}`,
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
