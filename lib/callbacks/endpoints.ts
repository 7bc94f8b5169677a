import "server-only";
import { and, asc, eq, ne } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { EventType } from "@/db/constants";
import { callbacks } from "@/db/schema/callbacks";
import { env } from "../env";
import { callbackUrlFault } from "../outbound/address-guard";
import { sectionVersion } from "../section-version";

export type Endpoint = { eventType: EventType; url: string; enabled: boolean };

/** What is wrong with an endpoint's URL under the settings of this installation; null when it may be called. */
export function endpointFault(url: string): string | null {
  const { DEPLOYMENT, CALLBACK_ALLOWED_NETWORKS } = env();
  return callbackUrlFault(url, {
    httpsOnly: DEPLOYMENT === "production",
    allowedNetworks: CALLBACK_ALLOWED_NETWORKS,
  });
}

/** Endpoints as the audit log has them: by event type. */
export function endpointsByEvent(all: readonly Endpoint[]): Record<string, Omit<Endpoint, "eventType">> {
  return Object.fromEntries(all.map(({ eventType, url, enabled }) => [eventType, { url, enabled }]));
}

/** The version of a token's endpoints, which their form carries; how they are doing is no part of it. */
export function endpointsVersion(all: readonly Endpoint[]): string {
  return sectionVersion(endpointsByEvent(all.filter(({ url }) => url !== "")));
}

/** The endpoints that a token has, by event type; emptied ones are left out. */
export async function readEndpoints(tx: Executor, tokenId: string): Promise<Endpoint[]> {
  return tx
    .select({ eventType: callbacks.eventType, url: callbacks.url, enabled: callbacks.enabled })
    .from(callbacks)
    .where(and(eq(callbacks.tokenId, tokenId), ne(callbacks.url, "")))
    .orderBy(asc(callbacks.eventType));
}
