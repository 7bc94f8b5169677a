"use client";

import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useState } from "react";

/** Bars from the one where a drag began to the one where it is; both the same for one bar. */
export type BarRange = { start: number; end: number };

function useEscape(isActive: boolean, onEscape: () => void) {
  useEffect(() => {
    if (!isActive) return;
    const listen = (event: globalThis.KeyboardEvent) => event.key === "Escape" && onEscape();
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [isActive, onEscape]);
}

/** Where a key leads among so many bars; null for any other key. */
function barByKey(key: string, at: number, count: number): number | null {
  if (key === "ArrowLeft" || key === "ArrowDown") return Math.max(0, at - 1);
  if (key === "ArrowRight" || key === "ArrowUp") return Math.min(count - 1, at + 1);
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : null;
}

/**
 * The bars of a chart that are pointed at, dragged over or reached by arrows, Home and End, and the handlers that follow
 * them. A drag, a press or Enter chooses; Escape drops.
 */
export function useBarChoice(count: number, choose: (first: number, last: number) => void) {
  const [drag, setDrag] = useState<BarRange | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const drop = useCallback(() => {
    setDrag(null);
    setPointed(null);
  }, []);
  useEscape(drag !== null || pointed !== null, drop);
  const at = pointed === null ? null : Math.min(pointed, count - 1);

  function barAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - left) / Math.max(1, width);
    return Math.min(count - 1, Math.max(0, Math.floor(share * count)));
  }

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ start: barAt(event), end: barAt(event) });
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      setPointed(barAt(event));
      if (drag) setDrag({ ...drag, end: barAt(event) });
    },
    onPointerUp() {
      drop();
      if (drag) choose(Math.min(drag.start, drag.end), Math.max(drag.start, drag.end));
    },
    onPointerCancel: drop,
    onPointerLeave: drop,
    onFocus: () => setPointed(at ?? count - 1),
    onBlur: drop,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const next = barByKey(event.key, at ?? count, count);
      if (next !== null) setPointed(next);
      else if (event.key === "Enter" && at !== null) choose(at, at);
      else return;
      event.preventDefault();
    },
  };
  const range = drag ?? (at === null ? null : { start: at, end: at });
  return { range, isDragged: drag !== null, handlers };
}
