type Waiting<T> = { item: T; resolve: () => void; reject: (error: unknown) => void };

export type BatcherOptions<T> = {
  /** Makes the items durable; all of them share its outcome. */
  flush: (items: T[]) => Promise<void>;
  /** Most items of one flush. */
  maxItems: number;
  /** Most flushes under way at once. */
  maxFlushes: number;
};

/**
 * Groups what arrives together into one flush: an item waits for none when a flush is free, and for the next one
 * otherwise, so load makes the groups larger instead of the queue longer.
 */
export class Batcher<T> {
  readonly #options: BatcherOptions<T>;
  #waiting: Waiting<T>[] = [];
  #flushes = 0;
  #scheduled = false;

  constructor(options: BatcherOptions<T>) {
    this.#options = options;
  }

  /** Resolves when the item is durable; rejects with the error of the flush that carried it. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled || this.#flushes >= this.#options.maxFlushes) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    const batch = this.#waiting.splice(0, this.#options.maxItems);
    if (batch.length === 0) return;
    this.#flushes++;
    if (this.#waiting.length > 0) this.#schedule();
    try {
      await this.#options.flush(batch.map((waiting) => waiting.item));
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    } finally {
      this.#flushes--;
      if (this.#waiting.length > 0) this.#schedule();
    }
  }
}
