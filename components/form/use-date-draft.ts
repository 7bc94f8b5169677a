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
type Choice = { label: string; days: number; at: number };
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
  const [instant, setInstant] = useState(initial);
  const [choice, setChoice] = useState<Choice>();
  const [draft, setDraft] = useState<string>();
  const [preset, setPreset] = useState<string>();
  const [settled, setSettled] = useState(true);
  const iso = choice ? chosenInstant(choice, presetsFrom, timeZone) : instant;
  const local = iso === null ? undefined : toLocal(new Date(iso), timeZone);

  /** The instant of a wall clock; the initial one to its last digit when that is what the clock shows. */
  function read(next: LocalDateTime): string {
    const minute = fromLocal(next, timeZone).toISOString();
    const isInitial = initial && formatLocal(toLocal(new Date(initial), timeZone)) === formatLocal(next);
    return isInitial ? initial : minute;
  }

  function put(next: string | null, label?: string) {
    setInstant(next);
    setChoice(undefined);
    setDraft(undefined);
    setPreset(label);
    setSettled(true);
    onValueChange?.(next);
  }

  function type(text: string) {
    const parsed = parseLocal(text, MIDNIGHT);
    const next = parsed ? read(parsed) : null;
    setInstant(next);
    setChoice(undefined);
    setDraft(text);
    setPreset(undefined);
    setSettled(false);
    if (parsed || text.trim() === "") onValueChange?.(next);
  }

  function pickPreset(label: string, days: number | null) {
    if (days === null) return put(null, label);
    const chosen = { label, days, at: Date.now() };
    const next = chosenInstant(chosen, presetsFrom, timeZone);
    put(next, label);
    if (days > 0) setChoice(chosen);
  }

  function settle() {
    if (iso !== null) setDraft(undefined);
    setSettled(true);
  }

  const unreadable = draft !== undefined && draft.trim() !== "" && iso === null;
  const problem = problemOf(iso, unreadable, options, timeZone);
  return {
    iso,
    local,
    now,
    timeZone,
    preset,
    text: draft ?? (local ? formatLocal(local) : ""),
    /** The text that is submitted: the instant, or what was typed when it is none, so that the server refuses it too. */
    submitted: iso ?? (unreadable ? draft : ""),
    /** The problem once the typing has ended. */
    shownProblem: settled ? problem : undefined,
    type,
    settle,
    setLocal: (next: LocalDateTime) => put(read(next)),
    pickPreset,
    clear: () => put(null),
  };
}

export type DateDraft = ReturnType<typeof useDateDraft>;

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
