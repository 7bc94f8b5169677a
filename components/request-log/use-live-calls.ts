"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { askedSince, hasGap, type NewCallsJson, newCalls, newestCalls } from "@/lib/request-log/live";
import type { RequestLogRow } from "@/lib/request-log/schema";
import { OPEN_PARAM } from "@/lib/table/list-query";

const EVERY_MS = 2_000;
const RETRY_MS = 5_000;
const MOST_ROWS = 300;
const AT_TOP_PX = 8;

export type LiveState = "off" | "following" | "hidden" | "retrying" | { refused: string };

export type LiveCalls = {
  state: LiveState;
  /** The page's calls and those that came since and are shown. */
  rows: RequestLogRow[];
  /** How many came but are not shown: something is being read. */
  waiting: number;
  /** True when some that came are left out: they came faster than they are asked for, or are more than are kept. */
  hasGap: boolean;
  turn: (on: boolean) => void;
  /** Shows those that wait, at the top. */
  showWaiting: () => void;
};

type Came = { page: RequestLogRow[]; shown: RequestLogRow[]; waiting: RequestLogRow[]; hasGap: boolean };

/** True when rows may come in at the top without moving what is being read. */
function isAtTop(): boolean {
  const isOpen = new URLSearchParams(window.location.search).has(OPEN_PARAM);
  const isInRows = document.activeElement?.closest("tbody") ?? null;
  return window.scrollY <= AT_TOP_PX && !isOpen && isInRows === null;
}

/** Puts calls on top of those that are shown or wait; of more than are kept the oldest are left out. */
function putOn(came: Came, part: "shown" | "waiting", calls: RequestLogRow[]): Came {
  const rows = [...calls, ...came[part]];
  return {
    ...came,
    [part]: rows.slice(0, MOST_ROWS),
    hasGap: came.hasGap || rows.length > MOST_ROWS,
  };
}

/** What came is added to the rows that are read, or waits. */
function withNew(came: Came, answer: NewCallsJson): Came {
  const known = newestCalls([...came.waiting, ...came.shown, ...came.page], MOST_ROWS);
  const fresh = newCalls(answer, known);
  if (fresh.length === 0) return came;
  const part = isAtTop() && came.waiting.length === 0 ? "shown" : "waiting";
  return putOn({ ...came, hasGap: came.hasGap || hasGap(answer, known) }, part, fresh);
}

async function askNew(
  href: string,
  since: Date | null,
  signal: AbortSignal,
): Promise<NewCallsJson | { refused: string }> {
  const url = new URL(href, window.location.href);
  if (since) url.searchParams.set("since", since.toISOString());
  const answer = await fetch(url, { signal });
  if (answer.ok) return answer.json();
  // A refusal does not pass by itself; whatever else failed may.
  if (answer.status < 500) return { refused: (await answer.text()).trim() };
  throw new Error(`HTTP ${answer.status}`);
}

type Poll = {
  isOn: boolean;
  /** Asks once; resolves with what is wrong for good, or null. */
  ask: (signal: AbortSignal) => Promise<{ refused: string } | null>;
  onState: (state: LiveState) => void;
};

/** Asks every two seconds while it is on and the page is seen, less often after a failure. */
function usePolling({ isOn, ask, onState }: Poll): void {
  useEffect(() => {
    if (!isOn) return;
    const control = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    async function poll() {
      clearTimeout(timer);
      if (isAsking) return;
      if (document.hidden) return onState("hidden");
      let next = EVERY_MS;
      isAsking = true;
      try {
        const refusal = await ask(control.signal);
        if (refusal) return onState(refusal);
        onState("following");
      } catch {
        if (control.signal.aborted) return;
        onState("retrying");
        next = RETRY_MS;
      } finally {
        isAsking = false;
      }
      timer = setTimeout(poll, next);
    }
    document.addEventListener("visibilitychange", poll);
    void poll();
    return () => {
      control.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", poll);
    };
  }, [isOn, ask, onState]);
}

/**
 * Follows a log while it is switched on: new rows come in at the top while the page is read from its top, and wait
 * otherwise.
 */
export function useLiveCalls(options: {
  href: string;
  rows: RequestLogRow[];
  canFollow: boolean;
}): LiveCalls {
  const { href, rows, canFollow } = options;
  const [state, setState] = useState<LiveState>("off");
  const [came, setCame] = useState<Came>({ page: rows, shown: [], waiting: [], hasGap: false });
  if (came.page !== rows) setCame({ page: rows, shown: [], waiting: [], hasGap: false });
  const latest = useRef(came);
  useEffect(() => {
    latest.current = came;
  }, [came]);

  const ask = useCallback(
    async (signal: AbortSignal) => {
      const { page, shown, waiting } = latest.current;
      const known = newestCalls([...waiting, ...shown, ...page], 1);
      const answer = await askNew(href, askedSince(known), signal);
      if ("refused" in answer) return answer;
      setCame((before) => withNew(before, answer));
      return null;
    },
    [href],
  );
  usePolling({ isOn: canFollow && state !== "off" && typeof state === "string", ask, onState: setState });

  return {
    state,
    rows: newestCalls([...came.shown, ...came.page], came.page.length + MOST_ROWS),
    waiting: came.waiting.length,
    hasGap: came.hasGap,
    turn: (on) => setState(on ? "following" : "off"),
    showWaiting: () => {
      setCame({ ...putOn(came, "shown", came.waiting), waiting: [] });
      window.scrollTo({ top: 0 });
    },
  };
}
