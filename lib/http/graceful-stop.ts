import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { logger } from "../logger";
import { announceClose } from "./http-server";

const LOOK_EVERY_MS = 100;
/** What was cut off writes into the log how far it came. */
const LAST_WORDS_MS = 500;

export type GracefulStop = {
  /** For so long requests are still taken in: whoever spreads the load has to notice first. */
  delayMs: number;
  /** After so long in all, what is still being answered is cut off. */
  cutOffMs: number;
};

/**
 * Closes a server once everything that it took in is answered. Kept-alive connections end with their next answer, which
 * says so; only those that stay idle are closed unasked.
 */
export async function closeGracefully(server: Server, { delayMs, cutOffMs }: GracefulStop): Promise<void> {
  announceClose(server);
  await sleep(delayMs);
  const closed = new Promise<boolean>((resolve) => server.close(() => resolve(true)));
  // A connection that is busy now is idle between two requests later.
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const isClosed = await Promise.race([closed, sleep(cutOffMs - delayMs, false, { ref: false })]);
  if (!isClosed) {
    logger().warn("answers cut off: the server had to stop");
    server.closeAllConnections();
    await Promise.all([closed, sleep(LAST_WORDS_MS)]);
  }
  clearInterval(look);
}
