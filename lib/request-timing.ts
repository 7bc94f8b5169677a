/** The metric of `Server-Timing` whose description is the id of the page's request. */
export const REQUEST_TIMING = "request";

type Entry = {
  name: string;
  startTime: number;
  serverTiming?: readonly { name: string; description: string }[];
};

/** The id of the newest request for the page at `address`, as the server told it with the answer; null when it did not. */
export function findRequestId(
  entries: readonly Entry[],
  address: { origin: string; pathname: string },
): string | null {
  const page = address.origin + address.pathname;
  const newest = entries
    .filter((entry) => entry.name.split(/[?#]/, 1)[0] === page && (entry.serverTiming?.length ?? 0) > 0)
    .toSorted((a, b) => b.startTime - a.startTime)[0];
  return newest?.serverTiming?.find(({ name }) => name === REQUEST_TIMING)?.description ?? null;
}
