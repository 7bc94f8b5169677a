import { Agent, request } from "undici";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/client";
import type { Grant } from "@/lib/api-tokens/grant";
import { Batcher } from "@/lib/batcher";
import { eventBody } from "@/lib/events/present";
import { createSigningSecret, signingKey } from "@/lib/signing-secrets/secret";
import { signatureHeaders } from "@/lib/signing-secrets/sign";
import { messagePayload } from "./callback-rows";

type Callback = { body: string; headers: { "webhook-id": string } };

const idOf = ({ headers }: Callback) => headers["webhook-id"];

/** So many signed callbacks as the dispatcher would send them. */
function signedCallbacks(count: number): Callback[] {
  const keys = [signingKey(createSigningSecret())];
  const grant: Grant = {
    tokenId: uuidv7(),
    permissions: ["conversations:read", "locations:read"],
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

/** Hears of each callback that was taken before the next one is posted in its place. */
type Recorder = (callback: Callback, durationMs: number) => Promise<void>;

async function post(
  url: string,
  callbacks: Callback[],
  concurrency: number,
  record?: Recorder,
): Promise<void> {
  const dispatcher = new Agent({ pipelining: 1 });
  const run = async () => {
    for (let next = callbacks.pop(); next; next = callbacks.pop()) {
      const begun = performance.now();
      const { statusCode, body } = await request(`${url}/bare`, { method: "POST", dispatcher, ...next });
      await body.dump();
      if (statusCode !== 204) throw new Error(`The receiver answered ${statusCode}.`);
      await record?.(next, Math.round(performance.now() - begun));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, run));
  await dispatcher.close();
}

/** Posts so many callbacks, signed beforehand, with nothing but undici: what no delivery with a database can beat. */
export async function postBare(url: string, count: number, concurrency: number): Promise<void> {
  await post(url, signedCallbacks(count), concurrency);
}

/**
 * Does the same and keeps of each callback that it was delivered, and its attempt: by one statement for all that come
 * together, in two bare tables, with nothing read, chosen or locked. Twice as many are in hand, for half of them wait for
 * that statement. What no worker that records its deliveries can beat.
 */
export async function postRecorded(
  db: Database,
  url: string,
  count: number,
  concurrency: number,
): Promise<void> {
  const callbacks = signedCallbacks(count);
  const sql = db.$client;
  await sql`drop table if exists floor_attempts, floor_deliveries`;
  await sql`create table floor_deliveries (id uuid primary key, state text not null)`;
  await sql`create table floor_attempts (delivery_id uuid primary key, at timestamptz not null, duration_ms int not null)`;
  await sql`insert into floor_deliveries select unnest(${callbacks.map(idOf)}::uuid[]), 'pending'`;
  await sql`vacuum analyze floor_deliveries`;
  const batcher = new Batcher<{ id: string; durationMs: number }>({
    maxItems: callbacks.length,
    flush: async (items) => {
      await sql`
        with given as (select * from unnest(${items.map(({ id }) => id)}::uuid[],
            ${items.map(({ durationMs }) => durationMs)}::int[]) as attempt (id, duration_ms)),
          done as (update floor_deliveries d set state = 'delivered' from given where d.id = given.id returning d.id)
        insert into floor_attempts select id, now(), duration_ms from given join done using (id)`;
    },
  });
  await post(url, callbacks, 2 * concurrency, (callback, durationMs) =>
    batcher.add({ id: idOf(callback), durationMs }),
  );
}
