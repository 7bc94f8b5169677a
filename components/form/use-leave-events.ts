"use client";

import { useEffect } from "react";
import { leave, mustAsk } from "@/components/form/leaving";

/** The link of this site that a click would follow in this tab, away from this page; null for any other click. */
function leavingLink(event: MouseEvent): HTMLAnchorElement | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.hasAttribute("download") || (link.target && link.target !== "_self")) return null;
  const { origin, pathname, search } = window.location;
  const isHere = link.origin === origin && link.pathname === pathname && link.search === search;
  return link.origin === origin && !isHere ? link : null;
}

function onClick(event: MouseEvent) {
  const link = mustAsk() ? leavingLink(event) : null;
  if (!link) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  leave(() => link.click());
}

/** Back and forward within the application: the browser lets us hold them only after the person has used the page. */
function onNavigate(event: NavigateEvent) {
  if (event.navigationType !== "traverse" || !event.cancelable || event.hashChange || !mustAsk()) return;
  const { key } = event.destination;
  event.preventDefault();
  leave(() => window.navigation.traverseTo(key));
}

function onUnload(event: BeforeUnloadEvent) {
  if (mustAsk()) event.preventDefault();
}

/**
 * While `on`, holds what would leave the page: links and, where the browser has the Navigation API, back and forward go
 * through `leave`; for reloading, closing and other sites the browser asks in its own words.
 */
export function useLeaveEvents(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    // Before React, whose links would be followed by then.
    window.addEventListener("click", onClick, true);
    window.addEventListener("beforeunload", onUnload);
    window.navigation?.addEventListener("navigate", onNavigate);
    return () => {
      window.removeEventListener("click", onClick, true);
      window.removeEventListener("beforeunload", onUnload);
      window.navigation?.removeEventListener("navigate", onNavigate);
    };
  }, [on]);
}
