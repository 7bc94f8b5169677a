/** Waits that long, or until the signal fires; resolves either way. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** The real clock's `Sleep`. */
export function sleepFor(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers<void>();
  const end = () => {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
    resolve();
  };
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end, { once: true });
  return promise;
}

/** Wakes one loop: a ring while nobody waits makes the next wait end at once, so none is missed. */
export class Bell {
  readonly #sleep: Sleep;
  #rung = false;
  #waiting: AbortController | null = null;

  constructor(sleep: Sleep) {
    this.#sleep = sleep;
  }

  ring(): void {
    this.#rung = true;
    this.#waiting?.abort();
  }

  /** Resolves at the next ring, or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      this.#waiting = new AbortController();
      await this.#sleep(ms, this.#waiting.signal);
      this.#waiting = null;
    }
    this.#rung = false;
  }
}
