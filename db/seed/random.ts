import { v7 as uuidv7 } from "uuid";

/** A source of believable chance that gives the same values for the same name, always. */
export type Random = {
  /** A number in [0, 1). */
  fraction(): number;
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** An item of a list of [item, weight]. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
  /** A UUID version 7 of that time, so that ids sort by creation. */
  idAt(time: Date): string;
};

function hashOf(name: string): number {
  let hash = 2_166_136_261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16_777_619);
  return hash >>> 0;
}

/** Mulberry32: 32 bits of state, good enough to look like chance, never to keep a secret. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** Makes the source of chance of that name; sources of different names do not disturb each other. */
export function createRandom(name: string): Random {
  const next = mulberry32(hashOf(name));
  const fraction = () => next() / 2 ** 32;
  const below = (limit: number) => Math.floor(fraction() * limit);
  const bytes = new Uint8Array(16);
  const words = new Uint32Array(bytes.buffer);
  return {
    fraction,
    below,
    between: (min, max) => min + below(max - min + 1),
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, below(items.length)),
    weighted: (items) => {
      let rest = fraction() * items.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of items) {
        rest -= weight;
        if (rest < 0) return item;
      }
      return itemAt(items, items.length - 1)[0];
    },
    idAt: (time) => {
      for (let i = 0; i < words.length; i++) words[i] = next();
      return uuidv7({ msecs: time.getTime(), random: bytes });
    },
  };
}

/** The item at that place of a list; throws when there is none. */
export function itemAt<T>(items: readonly T[], index: number): T {
  if (index < 0 || index >= items.length) throw new RangeError(`no item ${index} of ${items.length}`);
  return items[index] as T;
}
