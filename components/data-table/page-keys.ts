const MEANT_FOR_FOCUS =
  "input:not([type=checkbox]), textarea, select, [role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** True for a plain key that a page may take: nothing is being typed, and no dialog or menu is open around the focus. */
export function isPageKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  const at = event.target instanceof HTMLElement ? event.target : null;
  return !at?.isContentEditable && !at?.closest(MEANT_FOR_FOCUS);
}
