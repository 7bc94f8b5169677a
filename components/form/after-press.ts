const RELEASES = ["pointerup", "pointercancel", "keyup"] as const;

/**
 * Runs at once, or when a button or key that is held down over the page is released: a page that moves meanwhile would
 * let the press miss what it was for. For what is said when a field is left, for it is left by pressing elsewhere.
 */
export function afterPress(run: () => void): void {
  if (!document.querySelector(":active")) {
    run();
    return;
  }
  const released = new AbortController();
  const onRelease = () => {
    released.abort();
    // The click comes with the release, after it.
    setTimeout(run);
  };
  for (const type of RELEASES)
    window.addEventListener(type, onRelease, { capture: true, signal: released.signal });
}
