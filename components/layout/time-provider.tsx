"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { timeZoneCookie } from "@/components/layout/time-zone";
import { keepCookie } from "@/components/ui/keep-cookie";

type RequestTime = { now: number | null; timeZone: string };

const RequestTimeContext = createContext<RequestTime>({ now: null, timeZone: "UTC" });

const tickMs = 30_000;
const listeners = new Set<() => void>();
let clock = 0;
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    clock = Date.now();
    for (const each of listeners) each();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
      clock = 0;
    }
  };
}

function readClock(): number {
  if (clock === 0) clock = Date.now();
  return clock;
}

function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const never = () => () => {};

export type TimeProviderProps = { now: number; timeZone: string; children: ReactNode };

/** Gives server and browser the same clock and zone for the first render; then the browser's count, and its zone is kept in the cookie `tz`. */
export function TimeProvider({ now, timeZone, children }: TimeProviderProps) {
  useEffect(() => {
    const zone = browserZone();
    if (zone === timeZone) return;
    keepCookie(timeZoneCookie, zone);
  }, [timeZone]);
  const value = useMemo(() => ({ now, timeZone }), [now, timeZone]);
  return <RequestTimeContext value={value}>{children}</RequestTimeContext>;
}

/** Milliseconds since the epoch, moving on twice a minute; null only in a first render without a `TimeProvider`. */
export function useNow(): number | null {
  const { now } = useContext(RequestTimeContext);
  return useSyncExternalStore<number | null>(subscribe, readClock, () => now);
}

/** The browser's IANA zone; in the first render the one the server assumed. */
export function useTimeZone(): string {
  const { timeZone } = useContext(RequestTimeContext);
  return useSyncExternalStore(never, browserZone, () => timeZone);
}
