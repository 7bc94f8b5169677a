"use client";

import { useState } from "react";
import { useNow, useTimeZone } from "@/components/layout/time-provider";
import {
  addDays,
  formatLocal,
  fromLocal,
  type LocalDateTime,
  parseClock,
  parseLocal,
  toLocal,
} from "@/lib/format/zoned";

type Clock = Pick<LocalDateTime, "hour" | "minute">;
type Options = {
  initial: string | null;
  defaultTime: string;
  min?: string;
  max?: string;
  onValueChange?: (iso: string | null) => void;
};

/** The state of a date that is typed or picked: an instant, or a text that is not one yet, read in the browser's zone. */
export function useDateDraft({ initial, defaultTime, min, max, onValueChange }: Options) {
  const timeZone = useTimeZone();
  const now = useNow();
  const [iso, setIso] = useState(initial);
  const [draft, setDraft] = useState<string>();
  const [preset, setPreset] = useState<string>();
  const [settled, setSettled] = useState(true);
  const clock: Clock = parseClock(defaultTime) ?? { hour: 0, minute: 0 };
  const local = iso === null ? undefined : toLocal(new Date(iso), timeZone);

  function put(next: string | null, chosen?: string) {
    setIso(next);
    setDraft(undefined);
    setPreset(chosen);
    setSettled(true);
    onValueChange?.(next);
  }

  function setLocal(next: LocalDateTime) {
    put(fromLocal(next, timeZone).toISOString());
  }

  function type(text: string) {
    const parsed = parseLocal(text, clock);
    const next = parsed ? fromLocal(parsed, timeZone).toISOString() : null;
    setIso(next);
    setDraft(text);
    setPreset(undefined);
    setSettled(false);
    if (parsed || text.trim() === "") onValueChange?.(next);
  }

  function pickPreset(label: string, days: number | null) {
    if (days === null) return put(null, label);
    const today = toLocal(new Date(), timeZone);
    put(fromLocal({ ...addDays(today, days), ...clock }, timeZone).toISOString(), label);
  }

  function settle() {
    if (iso !== null) setDraft(undefined);
    setSettled(true);
  }

  const unreadable = draft !== undefined && draft.trim() !== "" && iso === null;
  const problem = problemOf(iso, unreadable, min, max, timeZone);
  return {
    iso,
    local,
    clock,
    now,
    timeZone,
    preset,
    text: draft ?? (local ? formatLocal(local) : ""),
    /** The text that is submitted: the instant, or what was typed when it is none, so that the server refuses it too. */
    submitted: iso ?? (unreadable ? draft : ""),
    problem,
    /** The problem once the typing has ended. */
    shownProblem: settled ? problem : undefined,
    type,
    settle,
    setLocal,
    pickPreset,
    clear: () => put(null),
  };
}

function problemOf(
  iso: string | null,
  unreadable: boolean,
  min: string | undefined,
  max: string | undefined,
  zone: string,
) {
  const say = (instant: string) => formatLocal(toLocal(new Date(instant), zone));
  if (unreadable) return "Write the date as 2026-12-31 18:00.";
  if (iso && min && Date.parse(iso) < Date.parse(min)) return `Choose a time from ${say(min)} on.`;
  if (iso && max && Date.parse(iso) > Date.parse(max)) return `Choose a time up to ${say(max)}.`;
  return undefined;
}
