"use client";

import { useRef } from "react";

type FocusHandlers = {
  onOpenAutoFocus?: (event: Event) => void;
  onCloseAutoFocus?: (event: Event) => void;
};

const CONTROLS = "input:not([type=hidden], :disabled), select, textarea, button:not(:disabled), a[href]";

/** The chosen one of the radio buttons that a dialog begins with: Radix would give the focus to the first of them. */
function chosenRadio(dialog: EventTarget | null): HTMLElement | null {
  const first = dialog instanceof Element ? dialog.querySelector(CONTROLS) : null;
  if (!(first instanceof HTMLInputElement) || first.type !== "radio") return null;
  const others = first.form?.elements.namedItem(first.name);
  const all = others instanceof RadioNodeList ? [...others] : [];
  return (
    all.find((radio): radio is HTMLInputElement => radio instanceof HTMLInputElement && radio.checked) ?? null
  );
}

/**
 * Gives the focus back to what had it when a dialog opened, unless the dialog's own handler put it elsewhere: Radix gives
 * it to a trigger only. A dialog that begins with a choice opens on what is chosen.
 */
export function useReturnFocus({
  onOpenAutoFocus,
  onCloseAutoFocus,
}: FocusHandlers): Required<FocusHandlers> {
  const opener = useRef<Element | null>(null);
  return {
    onOpenAutoFocus(event) {
      opener.current = document.activeElement;
      onOpenAutoFocus?.(event);
      const chosen = event.defaultPrevented ? null : chosenRadio(event.currentTarget);
      if (chosen === null) return;
      event.preventDefault();
      chosen.focus();
    },
    onCloseAutoFocus(event) {
      onCloseAutoFocus?.(event);
      const { current } = opener;
      if (event.defaultPrevented || !(current instanceof HTMLElement)) return;
      if (!current.isConnected || current === document.body) return;
      event.preventDefault();
      current.focus();
    },
  };
}
