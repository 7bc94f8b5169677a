/** A page to time, and what it takes to ask for it. */
export type Target = { url: string; headers: Record<string, string> };

/** Asks for a page, reads it whole and answers how many milliseconds that took. Throws unless the answer is 200. */
async function timeGet({ url, headers }: Target): Promise<number> {
  const start = performance.now();
  const answer = await fetch(url, { headers, redirect: "manual" });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return performance.now() - start;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/**
 * Times pieces of work in turn, `rounds` times over after some that do not count, and answers the median milliseconds
 * of each: what else the machine does meets all of them alike.
 */
export async function inTurn(works: readonly (() => Promise<unknown>)[], rounds: number): Promise<number[]> {
  const times = works.map((): number[] => []);
  const warmUp = Math.ceil(rounds / 5);
  for (let round = -warmUp; round < rounds; round++)
    for (const [i, work] of works.entries()) {
      const start = performance.now();
      await work();
      if (round >= 0) times[i]?.push(performance.now() - start);
    }
  return times.map(median);
}

/** The median milliseconds of each page, asked for in turn as by `inTurn`. */
export async function timeInTurn(targets: readonly Target[], rounds: number): Promise<number[]> {
  return inTurn(
    targets.map((target) => () => timeGet(target)),
    rounds,
  );
}

/** The value that this share of the values, such as 0.99, does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Asks at a steady rate, whether or not the answers come, until the promise is settled; answers each call's time. */
export async function timeSteadily(
  target: Target,
  perSecond: number,
  until: Promise<unknown>,
): Promise<number[]> {
  const calls: Promise<number>[] = [];
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  until.then(over, over);
  const begun = performance.now();
  while (!isOver) {
    const dueMs = begun + (calls.length * 1000) / perSecond - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs)));
    calls.push(timeGet(target));
  }
  return Promise.all(calls);
}
