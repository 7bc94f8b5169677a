import { setTimeout as sleep } from "node:timers/promises";
import { Agent, request } from "undici";
import type { Database } from "@/db/client";
import type { EventType } from "@/db/constants";
import { callbacks } from "@/db/schema/callbacks";
import { encrypt } from "@/lib/encryption";
import type { ReceivedEvent } from "@/scripts/services/receiver";
import { addToken } from "./api-data";
import type { RunningApp } from "./app";
import { sendWhatsapp, whatsappBody } from "./send-whatsapp";

const SENT_AT = 1_795_420_800;
const OUTAGE_PAUSE_MS = 20;
const OUTAGE_LIMIT_MS = 60_000;

export type NewSubscriber = {
  /** `whsec_…` that signs its callbacks. */
  signingSecret: string;
  /** Of the receiver; each event type is called at a path of its own below it. */
  url: string;
  eventTypes: readonly EventType[];
  /** The managed numbers that its token sees; all of them when left out. */
  numberIds?: string[];
};

/** Stores a token that may do everything, as often as it likes, with a callback per event type. */
export async function addSubscriber(
  { db, env }: RunningApp,
  { signingSecret, url, eventTypes, numberIds }: NewSubscriber,
) {
  const sealed = encrypt(signingSecret, env.ENCRYPTION_KEY ?? "");
  const settings = { signingSecret: sealed, rateLimitPerMinute: 1_000_000 };
  const token = await addToken(db, { ...settings, ...(numberIds && { numberIds }) });
  const rows = eventTypes.map((eventType) => ({ tokenId: token.id, eventType, url: `${url}/${eventType}` }));
  await db.insert(callbacks).values(rows);
  return token;
}

export type MessageWave = { phone: string; wave: number; conversations: number };

/** A webhook with one new message in each of the conversations of a number that `addNumber` made. */
export function waveBody({ phone, wave, conversations }: MessageWave): string {
  const messages = Array.from({ length: conversations }, (_, i) => ({
    from: `${phone.slice(1)}${String(i).padStart(4, "0")}`,
    id: `wamid.${phone}.${i}.${wave}`,
    timestamp: String(SENT_AT + wave),
    type: "text",
    text: { body: `Message ${wave} of conversation ${i}` },
  }));
  return whatsappBody({ messages }, { display_phone_number: phone, phone_number_id: `wa${phone}` });
}

/** Posts a webhook; true when it was answered 200, false when it was not answered at all. */
export async function postWebhook(app: RunningApp, body: string): Promise<boolean> {
  try {
    const answer = await sendWhatsapp(fetch, body, { baseUrl: app.url });
    if (answer.status !== 200) throw new Error(`A webhook was answered ${answer.status}.`);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Posts a webhook until it is answered 200, through every outage of a minute at most, as WhatsApp does. */
export async function insistOnWebhook(app: RunningApp, body: string): Promise<void> {
  const until = performance.now() + OUTAGE_LIMIT_MS;
  while (performance.now() < until) {
    const answer = await sendWhatsapp(fetch, body, { baseUrl: app.url }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.status === 200) return;
    if (answer && answer.status < 500) throw new Error(`A webhook was answered ${answer.status}.`);
    await sleep(OUTAGE_PAUSE_MS);
  }
  throw new Error(`A webhook was not stored within ${OUTAGE_LIMIT_MS} ms.`);
}

export type TrafficOptions = {
  /** What is called; each connection takes the next one in turn. */
  paths?: readonly string[];
  /** With a signal, calls go on through every outage until it fires. */
  until?: AbortSignal;
};

/** API calls over kept-alive connections. */
export type Traffic = {
  /** The request ids of the answers that arrived whole. */
  answered: string[];
  /** How many calls were told to come back later (503), and how many were not answered. */
  outage: { unavailable: number; broken: number };
  /** Resolves when every connection is broken, with the number of calls that were not answered. */
  ended: Promise<number>;
};

async function callOnce(url: string, secret: string, dispatcher: Agent, traffic: Omit<Traffic, "ended">) {
  const answer = await request(url, { dispatcher, headers: { authorization: `Bearer ${secret}` } });
  await answer.body.text();
  if (answer.statusCode === 503) traffic.outage.unavailable++;
  else if (answer.statusCode >= 500) throw new Error(`A call was answered ${answer.statusCode}.`);
  else traffic.answered.push(String(answer.headers["x-request-id"]));
}

/** Calls the API in a loop on each of so many connections, until that one breaks or the signal fires. */
export function startTraffic(
  { url }: RunningApp,
  secret: string,
  connections: number,
  { paths = ["/api/v1/conversations?limit=5"], until }: TrafficOptions = {},
): Traffic {
  const dispatcher = new Agent({ connections, pipelining: 1 });
  const traffic = { answered: [] as string[], outage: { unavailable: 0, broken: 0 } };
  const loop = async () => {
    for (let i = 0; !until?.aborted; i++) {
      try {
        await callOnce(url + paths[i % paths.length], secret, dispatcher, traffic);
      } catch (error) {
        if (!(error instanceof Error && "code" in error)) throw error;
        traffic.outage.broken++;
        if (!until) return;
        await sleep(OUTAGE_PAUSE_MS);
      }
    }
  };
  const ended = Promise.all(Array.from({ length: connections }, loop)).then(async () => {
    await dispatcher.destroy();
    return traffic.outage.broken;
  });
  return { ...traffic, ended };
}

/** How many of these request ids have a row in the request log. */
export async function countLogged(db: Database, ids: readonly string[]): Promise<number> {
  const [row] = await db.$client<{ rows: number }[]>`
    select count(distinct id)::int as rows from api_requests where id = any(${[...ids]}::uuid[])`;
  return row?.rows ?? 0;
}

export type DeliveryFacts = { pending: number; delivered: number; cancelled: number; underWay: number };

/** The deliveries by their state, and how many lanes are in a worker's hands. */
export async function countDeliveries(db: Database): Promise<DeliveryFacts> {
  const [row] = await db.$client<DeliveryFacts[]>`
    select count(*) filter (where state = 'pending')::int as pending,
      count(*) filter (where state = 'delivered')::int as delivered,
      count(*) filter (where state = 'cancelled')::int as cancelled,
      (select count(*)::int from delivery_lanes where lease_until > now()) as "underWay"
    from deliveries`;
  return row ?? { pending: 0, delivered: 0, cancelled: 0, underWay: 0 };
}

/** What is owed by lane in the order of the events: event ids by the callback's path and the conversation. */
export async function owedByLane(db: Database): Promise<Map<string, string[]>> {
  const rows = await db.$client<{ path: string; conversation: string; event: string }[]>`
    select substring(c.url from '^http://[^/]+(/.*)$') as path, d.conversation_id as conversation, d.event_id as event
    from deliveries d join callbacks c on c.id = d.callback_id order by d.event_seq`;
  const lanes = new Map<string, string[]>();
  for (const { path, conversation, event } of rows) {
    const key = `${path} ${conversation}`;
    lanes.set(key, [...(lanes.get(key) ?? []), event]);
  }
  return lanes;
}

/** The first arrival of each event, by the callback's path and the conversation. */
export function firstArrivals(arrivals: readonly ReceivedEvent[]): Map<string, string[]> {
  const lanes = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { path, webhookId, body } of arrivals) {
    if (seen.has(`${path} ${webhookId}`)) continue;
    seen.add(`${path} ${webhookId}`);
    const { data } = JSON.parse(body) as { data: { conversation: { id: string } } };
    const key = `${path} ${data.conversation.id}`;
    lanes.set(key, [...(lanes.get(key) ?? []), webhookId]);
  }
  return lanes;
}
