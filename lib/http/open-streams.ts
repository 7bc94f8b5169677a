import "server-only";
import { once } from "@/db/registry";
import { AppError } from "../errors";
import { formatCount } from "../format/numbers";

/** Exports that one token may have under way in one process: each takes from the calls of all the others. */
const MAX_OPEN_STREAMS = 3;

/** Nobody knows when an export ends. */
const RETRY_AFTER_SECONDS = 30;

const openByToken = () => once("open-streams", () => new Map<string, number>());

/**
 * Takes a place among the exports that the token has under way in this process, and answers how to give it back, which
 * is to be done when the export has ended and holds once. Throws `rate_limited` when there is none.
 */
export function takeStreamPlace(tokenId: string): () => void {
  const counts = openByToken();
  const count = counts.get(tokenId) ?? 0;
  if (count >= MAX_OPEN_STREAMS)
    throw new AppError(
      "rate_limited",
      `This token has ${formatCount(count, "export")} under way. Read one to its end or break it off before the next.`,
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  counts.set(tokenId, count + 1);
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    const left = (counts.get(tokenId) ?? 1) - 1;
    if (left > 0) counts.set(tokenId, left);
    else counts.delete(tokenId);
  };
}
