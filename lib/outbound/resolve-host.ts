import { lookup } from "node:dns/promises";

const FAILURE_KEPT_MS = 30_000;
const MAX_FAILURES = 10_000;

/** Finds all addresses of a name; rejects with the system's DNS error. */
export type ResolveHost = (hostname: string) => Promise<string[]>;

async function systemLookup(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true, order: "verbatim" });
  return found.map(({ address }) => address);
}

/**
 * A resolver over the system's. Lookups share four threads with everything else in the process (`UV_THREADPOOL_SIZE`),
 * so a name is asked for once at a time, and a failure is remembered for 30 seconds: a dead name has one thread at most,
 * and none most of the time.
 */
export function createResolver(ask: ResolveHost = systemLookup, now = Date.now): ResolveHost {
  const underWay = new Map<string, Promise<string[]>>();
  const failures = new Map<string, { until: number; error: unknown }>();

  const fail = (hostname: string, error: unknown): never => {
    if (failures.size >= MAX_FAILURES) failures.clear();
    failures.set(hostname, { until: now() + FAILURE_KEPT_MS, error });
    throw error;
  };

  return (hostname) => {
    const failure = failures.get(hostname);
    if (failure && failure.until > now()) return Promise.reject(failure.error);
    failures.delete(hostname);
    const running =
      underWay.get(hostname) ??
      ask(hostname)
        .catch((error: unknown) => fail(hostname, error))
        .finally(() => underWay.delete(hostname));
    underWay.set(hostname, running);
    return running;
  };
}
