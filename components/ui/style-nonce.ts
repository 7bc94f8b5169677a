"use client";

declare global {
  interface Window {
    __webpack_nonce__?: string;
  }
}

/** The nonce of the page's Content-Security-Policy, read from a script that already carries it; undefined on the server. */
export function styleNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce || undefined;
}

// Radix locks scrolling with a <style> element that takes its nonce from this global.
if (typeof window !== "undefined") window.__webpack_nonce__ ??= styleNonce();
