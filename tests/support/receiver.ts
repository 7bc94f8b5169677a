import { randomBytes } from "node:crypto";
import { type RunningReceiver, type StartReceiverOptions, startReceiver } from "@/scripts/services/receiver";

/** A receiver on a free port, with a set of signing secrets that a test may change while it runs. */
export interface TestReceiver extends RunningReceiver {
  secrets: string[];
}

/** Starts the callback receiver on a free port, trusting the given secrets, or one new one; the caller closes it. */
export async function startTestReceiver(
  options: Omit<StartReceiverOptions, "port" | "secrets"> & { secrets?: string[] } = {},
): Promise<TestReceiver> {
  const secrets = options.secrets ?? [newSigningSecret()];
  const receiver = await startReceiver({ ...options, secrets: () => secrets });
  return { ...receiver, secrets };
}

/** Returns a random signing secret in the form of Standard Webhooks (24 bytes). */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}
