import "server-only";
import { eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { apiTokens } from "@/db/schema/api-tokens";
import { callbacks } from "@/db/schema/callbacks";
import { type Endpoint, endpointFault, endpointsByEvent, readEndpoints } from "../callbacks/endpoints";
import { AppError, notFound } from "../errors";

async function requireToken(tx: Executor, id: string): Promise<void> {
  const [row] = await tx.select({ id: apiTokens.id }).from(apiTokens).where(eq(apiTokens.id, id));
  if (!row) throw notFound("The token to duplicate");
}

function requireCallable(endpoints: readonly Endpoint[]): void {
  for (const { url } of endpoints) {
    const fault = endpointFault(url);
    if (fault === null) continue;
    const message = `${url} may not be called. ${fault} Create the token without its callbacks.`;
    throw new AppError("invalid_input", message, { fields: { copiesCallbacks: message } });
  }
}

/**
 * Gives a new token the endpoints of the one that it duplicates, with their on/off state, when that is wanted. Answers
 * what the audit log keeps of it. Throws `not_found`, `invalid_input`.
 */
export async function copyCallbacks(
  tx: Executor,
  tokenId: string,
  { duplicatedFrom, copiesCallbacks }: { duplicatedFrom?: string; copiesCallbacks: boolean },
): Promise<Record<string, unknown>> {
  if (duplicatedFrom === undefined) return {};
  await requireToken(tx, duplicatedFrom);
  if (!copiesCallbacks) return { duplicatedFrom };
  const endpoints = await readEndpoints(tx, duplicatedFrom);
  requireCallable(endpoints);
  if (endpoints.length > 0)
    await tx.insert(callbacks).values(endpoints.map((endpoint) => ({ ...endpoint, tokenId })));
  return { duplicatedFrom, callbacks: endpointsByEvent(endpoints) };
}
