import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

const SCRIPT = "bench/floors/callback-receiver.ts";
const POLL_MS = 20;

/** A receiver in a process of its own; below `/dead` it takes callbacks and never answers. */
export type Receiver = {
  url: string;
  /**
   * Waits until so many callbacks came since the last time, and answers when each did by its `webhook-id`, in
   * milliseconds of the clock that all processes share.
   */
  takeReceipts(count: number, limitMs?: number): Promise<Map<string, number>>;
  stop(): Promise<void>;
};

/** This moment on the clock of the receipts. */
export function sharedNow(): number {
  return performance.timeOrigin + performance.now();
}

/** Starts the receiver that product and floor call alike. */
export async function startCallbackReceiver(): Promise<Receiver> {
  const child = fork(SCRIPT, { execArgv: ["--import", "tsx"] });
  const [port] = (await once(child, "message")) as [number];
  const url = `http://127.0.0.1:${port}`;
  const ask = async (path: string) => (await fetch(url + path)).json();
  return {
    url,
    takeReceipts: async (count, limitMs = 120_000) => {
      const until = performance.now() + limitMs;
      while (Number(await ask("/count")) < count) {
        if (performance.now() > until)
          throw new Error(`${await ask("/count")} of ${count} callbacks within ${limitMs} ms`);
        await sleep(POLL_MS);
      }
      return new Map(Object.entries((await ask("/receipts")) as Record<string, number>));
    },
    stop: async () => {
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}
