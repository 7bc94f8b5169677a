const KEEP_MS = 1_000;

/** Makes a question that is asked once at a time and once a second, however many want its answer. */
export function keptAnswer<T>(ask: () => Promise<T>, now: () => number = () => performance.now()) {
  let answer: Promise<T> | undefined;
  let until = 0;
  return (): Promise<T> => {
    if (answer && now() < until) return answer;
    until = Number.POSITIVE_INFINITY;
    answer = ask().finally(() => {
      until = now() + KEEP_MS;
    });
    return answer;
  };
}
