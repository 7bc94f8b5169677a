import "server-only";
import { v7 as uuidv7 } from "uuid";
import { countCall } from "../api-tokens/rate-limit";
import { recordAudit } from "../audit/record";
import { type Context, requireRight, withTransaction } from "../context";
import { encryptionKeys, env } from "../env";
import { AppError } from "../errors";
import { eventBody } from "../events/present";
import { createCallbackAgent } from "../outbound/guarded-agent";
import { isDelivered, sendCallback } from "../outbound/send";
import { createKeyOpener } from "../signing-secrets/secret";
import { signatureHeaders } from "../signing-secrets/sign";
import type { OneCallbackInput, TestResult } from "./schema";
import { TEST_HEADER, TESTS_PER_MINUTE } from "./settings";
import { getTestEvent } from "./test-event-queries";
import { createPhaseClock } from "./test-phases";

type TestEvent = Awaited<ReturnType<typeof getTestEvent>>;

async function requireQuota(tokenId: string): Promise<void> {
  const { isExceeded, resetSeconds } = await countCall(`callback-test:${tokenId}`, TESTS_PER_MINUTE);
  if (!isExceeded) return;
  throw new AppError(
    "rate_limited",
    `A token's callbacks are tested ${TESTS_PER_MINUTE} times a minute at most. Try again in ${resetSeconds} s.`,
    { retryAfterSeconds: resetSeconds },
  );
}

/** Posts it over a connection of its own, so that every phase is there to be measured. */
async function post({ event, grant, url, signingSecrets, isExample }: TestEvent): Promise<TestResult> {
  const startedAt = new Date();
  const body = eventBody(event, grant);
  const keys = signingSecrets.map(createKeyOpener(encryptionKeys(env())));
  // An id of its own: under the event's, a receiver would take the callback that is still to come for a repetition.
  const headers = signatureHeaders({ id: uuidv7(), timestamp: startedAt, body, keys });
  const { onStep, phases } = createPhaseClock();
  const agent = createCallbackAgent({ allowedNetworks: env().CALLBACK_ALLOWED_NETWORKS, onStep });
  try {
    const result = await sendCallback({
      url,
      body,
      headers: { ...headers, [TEST_HEADER]: "true" },
      agent,
      onAnswer: () => onStep("answered"),
    });
    const { statusCode, error, excerpt, durationMs } = result;
    const delivered = isDelivered(result);
    return { startedAt, url, isExample, delivered, statusCode, error, excerpt, durationMs, phases: phases() };
  } finally {
    await agent.destroy();
  }
}

/**
 * Sends a signed event to the saved endpoint of one event type, marked as a test, and answers what came of it. It is no
 * delivery: nothing is owed, repeated or counted for the callback's health. Leaves an audit row before it sends. Throws
 * `not_found`, `invalid_input` without an endpoint, `rate_limited`, `forbidden`.
 */
export async function sendTestEvent(ctx: Context, input: OneCallbackInput): Promise<TestResult> {
  requireRight(ctx, "write");
  const test = await getTestEvent(ctx, input);
  await requireQuota(input.tokenId);
  await withTransaction(ctx, (within) =>
    recordAudit(within, {
      action: "api_token.callback_tested",
      targetId: input.tokenId,
      targetLabel: test.name,
      after: { eventType: input.eventType, url: test.url },
    }),
  );
  return post(test);
}
