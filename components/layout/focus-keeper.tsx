"use client";

import { useEffect } from "react";

/** The element and what is around it, from the inside out, as far as it can have the focus. */
function pathOf(target: EventTarget | null): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let at = target; at instanceof HTMLElement && at !== document.body; at = at.parentElement)
    path.push(at);
  return path;
}

/** Focuses what is still in the page and comes first, where it is, though it be no control. */
function focusFirst(path: readonly HTMLElement[]): void {
  const heir = path.find((element) => element.isConnected);
  if (!heir) return;
  if (heir.tabIndex < 0 && !heir.hasAttribute("tabindex")) {
    heir.tabIndex = -1;
    heir.style.outline = "none";
  }
  heir.focus({ preventScroll: true });
}

/**
 * Keeps the place of who uses the keyboard: when what has the focus leaves the page, as a button does whose work is done,
 * the focus goes to what was around it, and from a dialog to what was around that which opened it, instead of to the top.
 * Another page begins at its top.
 */
export function FocusKeeper() {
  useEffect(() => {
    let path: HTMLElement[] = [];
    let pathInContent: HTMLElement[] = [];
    let page = "";
    const isLost = () =>
      path[0]?.isConnected === false &&
      document.activeElement === document.body &&
      location.pathname === page;

    const note = (event: FocusEvent) => {
      page = location.pathname;
      path = pathOf(event.target);
      if (path.some((element) => element.id === "content")) pathInContent = path;
    };
    const observer = new MutationObserver(() => {
      // After a dialog that closes, which gives the focus back itself.
      if (isLost()) setTimeout(() => isLost() && focusFirst([...path, ...pathInContent]));
    });

    document.addEventListener("focusin", note);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", note);
      observer.disconnect();
    };
  }, []);
  return null;
}
