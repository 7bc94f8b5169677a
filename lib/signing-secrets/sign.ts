import { createHmac, type KeyObject } from "node:crypto";

type Signable = {
  /** The same over all retries. */
  id: string;
  timestamp: Date;
  body: string;
  /** Of the signing secrets; the receiver accepts when any one of them fits, which is what a rotation needs. */
  keys: readonly KeyObject[];
};

/** The three headers of Standard Webhooks, with one `v1` signature (HMAC-SHA256) per key. */
export function signatureHeaders({ id, timestamp, body, keys }: Signable) {
  const seconds = String(Math.floor(timestamp.getTime() / 1000));
  const signatures = keys.map((key) => {
    const hmac = createHmac("sha256", key);
    return `v1,${hmac.update(`${id}.${seconds}.${body}`).digest("base64")}`;
  });
  return {
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": signatures.join(" "),
  };
}
