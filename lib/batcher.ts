import { setImmediate as nextTurn } from "node:timers/promises";

type Waiting<T> = { item: T; resolve: () => void; reject: (error: unknown) => void };

export type BatcherOptions<T> = {
  /** Writes or reads what the items are about; all of them share its outcome. */
  flush: (items: T[]) => Promise<void>;
  /** Most items of one flush. */
  maxItems: number;
};

/**
 * Turns of the event loop before each flush: what arrived in the same moment on other connections is not all read in the
 * first. An idle process runs through them at once.
 */
const TURNS = 4;

/**
 * Groups what arrives together into one flush, of which one is under way at a time: an item goes at once when there is
 * none, and with the next one otherwise, so load makes the groups larger instead of the queue longer.
 */
export class Batcher<T> {
  readonly #options: BatcherOptions<T>;
  #waiting: Waiting<T>[] = [];
  #isBusy = false;

  constructor(options: BatcherOptions<T>) {
    this.#options = options;
  }

  /** Resolves when the flush that carried the item is done; rejects with its error. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isBusy) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      for (let turn = 0; turn < TURNS; turn++) await nextTurn();
      await this.#flush(this.#waiting.splice(0, this.#options.maxItems));
    }
    this.#isBusy = false;
  }

  async #flush(batch: Waiting<T>[]): Promise<void> {
    try {
      await this.#options.flush(batch.map((waiting) => waiting.item));
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  }
}
