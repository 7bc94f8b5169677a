import { createHmac } from "node:crypto";
import { signingKey } from "./signing-secret";

export type Signable = {
  /** The same over all retries. */
  id: string;
  timestamp: Date;
  body: string;
  /** `whsec_…`; the receiver accepts when any one of them fits, which is what a rotation needs. */
  secrets: readonly string[];
};

/** The three headers of Standard Webhooks, with one `v1` signature (HMAC-SHA256) per secret. */
export function signatureHeaders({ id, timestamp, body, secrets }: Signable) {
  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const signatures = secrets.map((secret) => {
    const hmac = createHmac("sha256", signingKey(secret));
    return `v1,${hmac.update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": signatures.join(" "),
  };
}
