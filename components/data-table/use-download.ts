"use client";

import { useRef, useState } from "react";
import {
  DownloadRefusal,
  type FetchedFile,
  FileTooLarge,
  fetchFile,
} from "@/components/data-table/fetch-file";

const LIMIT_BYTES = 500_000_000;
const REDRAW_MS = 100;
const KEEP_MS = 60_000;

export type DownloadState =
  | { kind: "idle" }
  | { kind: "running"; bytes: number }
  | { kind: "cancelled" }
  | { kind: "saved"; name: string }
  | { kind: "handed-over" }
  | { kind: "failed"; message: string };

function save({ blob, name }: FetchedFile): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser still reads it when the click returns.
  setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

function afterFailure(error: unknown, href: string, signal: AbortSignal): DownloadState {
  if (signal.aborted) return { kind: "cancelled" };
  if (error instanceof DownloadRefusal) return { kind: "failed", message: error.message };
  if (!(error instanceof FileTooLarge)) throw error;
  window.location.assign(href);
  return { kind: "handed-over" };
}

/**
 * Fetches a file within the page and lets the browser save it under the server's name; one beyond 500 MB is left to
 * the browser altogether. It goes on when the page is left.
 */
export function useDownload(href: string) {
  const [state, setState] = useState<DownloadState>({ kind: "idle" });
  const running = useRef<AbortController>(null);

  async function start(): Promise<void> {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    let drawnAt = 0;
    const onProgress = (bytes: number) => {
      const now = performance.now();
      if (now - drawnAt < REDRAW_MS || controller.signal.aborted) return;
      drawnAt = now;
      setState({ kind: "running", bytes });
    };
    setState({ kind: "running", bytes: 0 });
    try {
      const options = { signal: controller.signal, onProgress, limitBytes: LIMIT_BYTES };
      const file = await fetchFile(href, options);
      save(file);
      setState({ kind: "saved", name: file.name });
    } catch (error) {
      setState(afterFailure(error, href, controller.signal));
    } finally {
      running.current = null;
    }
  }

  return { state, start, cancel: () => running.current?.abort() };
}
