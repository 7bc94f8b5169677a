import { Agent, request } from "undici";
import { v7 as uuidv7 } from "uuid";
import { signatureHeaders } from "@/lib/callbacks/sign";
import { createSigningSecret, signingKey } from "@/lib/callbacks/signing-secret";
import { eventBody } from "@/lib/events/present";
import { messagePayload } from "./callback-rows";

type Callback = { body: string; headers: Record<string, string> };

/** So many signed callbacks as the dispatcher would send them. */
function signedCallbacks(count: number): Callback[] {
  const keys = [signingKey(createSigningSecret())];
  const grant = {
    tokenId: uuidv7(),
    supplierId: uuidv7(),
    permissions: ["conversations:read", "locations:read"] as const,
    numberIds: null,
    masksContacts: false,
  };
  return Array.from({ length: count }, () => {
    const payload = messagePayload(uuidv7(), uuidv7(), uuidv7());
    const body = eventBody({ type: "message.received", occurredAt: new Date(), payload }, grant);
    const headers = signatureHeaders({ id: uuidv7(), timestamp: new Date(), body, keys });
    return { body, headers: { "content-type": "application/json", ...headers } };
  });
}

/** Posts so many callbacks, signed beforehand, with nothing but undici: what no delivery with a database can beat. */
export async function postBare(url: string, count: number, concurrency: number): Promise<void> {
  const callbacks = signedCallbacks(count);
  const dispatcher = new Agent({ pipelining: 1 });
  const post = async () => {
    for (let next = callbacks.pop(); next; next = callbacks.pop()) {
      const { statusCode, body } = await request(`${url}/bare`, { method: "POST", dispatcher, ...next });
      await body.dump();
      if (statusCode !== 204) throw new Error(`The receiver answered ${statusCode}.`);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, post));
  await dispatcher.close();
}
