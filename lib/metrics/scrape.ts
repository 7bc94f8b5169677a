import "server-only";
import type { Database } from "@/db/client";
import { logger } from "../logger";
import { withTimeout } from "../with-timeout";
import { metrics } from "./instruments";
import { readBacklog, readConnections } from "./queries";

const DATABASE_LIMIT_MS = 3_000;

async function readDatabase(db: Database) {
  const begun = performance.now();
  await db.$client`select 1`;
  const answerSeconds = (performance.now() - begun) / 1000;
  const [backlog, connections] = await Promise.all([readBacklog(db), readConnections(db)]);
  return { answerSeconds, backlog, connections };
}

/** What the database knows; null when it does not answer within three seconds, which is no reason to tell nothing. */
async function databaseFacts(db: Database) {
  try {
    return await withTimeout(readDatabase(db), DATABASE_LIMIT_MS, () => new Error("no answer in time"));
  } catch (error) {
    logger().error({ err: error }, "database not reachable for metrics");
    return null;
  }
}

/** The metrics of this process in Prometheus' text format; those of a database that is down are left out. */
export async function scrape(db: Database, poolMax: number): Promise<{ contentType: string; text: string }> {
  const { registry, ...instruments } = metrics();
  const { lanes, lanesDue, oldestDue, connections, databaseAnswer, databaseUp, maxConnections } = instruments;
  const facts = await databaseFacts(db);
  for (const gauge of [lanes, lanesDue, oldestDue, databaseAnswer]) gauge.remove();
  connections.reset();
  maxConnections.set(poolMax);
  databaseUp.set(facts ? 1 : 0);
  if (facts) {
    databaseAnswer.set(facts.answerSeconds);
    lanes.set(facts.backlog.lanes);
    lanesDue.set(facts.backlog.due);
    oldestDue.set(facts.backlog.oldestDueSeconds);
    for (const { state, connections: count } of facts.connections)
      connections.set({ state: state.replaceAll(" ", "_") }, count);
  }
  return { contentType: registry.contentType, text: await registry.metrics() };
}
