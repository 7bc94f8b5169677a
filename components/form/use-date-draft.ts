"use client";

import { useState } from "react";
import { useNow, useTimeZone } from "@/components/layout/time-provider";
import {
  daysAfter,
  formatLocal,
  fromLocal,
  type LocalDateTime,
  parseLocal,
  toLocal,
} from "@/lib/format/zoned";

/** The time of day of a date that is picked or typed without one. */
export const MIDNIGHT = { hour: 0, minute: 0 };

/** A preset: so many days after the pick, or after `presetsFrom` when that is later. */
type Choice = { days: number; at: number };
type Draft = {
  instant: string | null;
  /** What it was picked as; it goes on following `presetsFrom`. */
  choice?: Choice | undefined;
  /** The label of the preset that it was picked by. */
  preset?: string | undefined;
  /** What is typed, as long as it is typed. */
  text?: string | undefined;
  /** The typing has ended. */
  settled: boolean;
};
type Options = {
  initial: string | null;
  min?: string;
  minProblem?: string;
  presetsFrom?: string | null;
  onValueChange?: (iso: string | null) => void;
};

/** The state of a date that is typed or picked: an instant, or a text that is not one yet, read in the browser's zone. */
export function useDateDraft(options: Options) {
  const { initial, presetsFrom, onValueChange } = options;
  const timeZone = useTimeZone();
  const now = useNow();
  const [draft, setDraft] = useState<Draft>({ instant: initial, settled: true });
  const iso = draft.choice ? chosenInstant(draft.choice, presetsFrom, timeZone) : draft.instant;
  const local = iso === null ? undefined : toLocal(new Date(iso), timeZone);

  function put(instant: string | null, preset?: string, choice?: Choice) {
    setDraft({ instant, preset, choice, settled: true });
    onValueChange?.(instant);
  }

  function type(text: string) {
    const parsed = parseLocal(text, MIDNIGHT);
    const instant = parsed ? instantOf(parsed, initial, timeZone) : null;
    setDraft({ instant, text, settled: false });
    if (parsed || text.trim() === "") onValueChange?.(instant);
  }

  function pickPreset(label: string, days: number | null) {
    if (days === null) return put(null, label);
    const choice = { days, at: Date.now() };
    put(chosenInstant(choice, presetsFrom, timeZone), label, days > 0 ? choice : undefined);
  }

  function settle() {
    setDraft((last) => ({ ...last, text: last.instant === null ? last.text : undefined, settled: true }));
  }

  const typed = draft.text ?? "";
  const unreadable = typed.trim() !== "" && iso === null;
  const problem = problemOf(iso, unreadable, options, timeZone);
  return {
    iso,
    local,
    now,
    timeZone,
    preset: draft.preset,
    text: draft.text ?? (local ? formatLocal(local) : ""),
    /** The text that is submitted: the instant, or what was typed when it is none, so that the server refuses it too. */
    submitted: iso ?? (unreadable ? typed : ""),
    /** The problem once the typing has ended. */
    shownProblem: draft.settled ? problem : undefined,
    type,
    settle,
    setLocal: (next: LocalDateTime) => put(instantOf(next, initial, timeZone)),
    pickPreset,
    clear: () => put(null),
  };
}

export type DateDraft = ReturnType<typeof useDateDraft>;

/** The instant of a wall clock; the initial one to its last digit when that is what the clock shows. */
function instantOf(clock: LocalDateTime, initial: string | null, timeZone: string): string {
  const isInitial = initial && formatLocal(toLocal(new Date(initial), timeZone)) === formatLocal(clock);
  return isInitial ? initial : fromLocal(clock, timeZone).toISOString();
}

function chosenInstant({ days, at }: Choice, presetsFrom: string | null | undefined, timeZone: string) {
  const from = Math.max(at, presetsFrom ? Date.parse(presetsFrom) : 0);
  return daysAfter(new Date(days > 0 ? from : at), days, timeZone).toISOString();
}

function problemOf(
  iso: string | null,
  unreadable: boolean,
  { min, minProblem }: Pick<Options, "min" | "minProblem">,
  zone: string,
) {
  const say = (instant: string) => formatLocal(toLocal(new Date(instant), zone));
  if (unreadable) return "Write the date as 2026-12-31 18:00.";
  if (iso && min && Date.parse(iso) < Date.parse(min))
    return minProblem ?? `Choose a time from ${say(min)} on.`;
  return undefined;
}
