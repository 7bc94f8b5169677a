import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isRunning } from "@/scripts/services/postmaster";
import { type ReceivedEvent, type RunningReceiver, startReceiver } from "@/scripts/services/receiver";
import { addNumber } from "../support/api-data";
import { type RunningApp, startApp } from "../support/app";
import {
  addSubscriber,
  countDeliveries,
  firstArrivals,
  insistOnWebhook,
  owedByLane,
  waveBody,
} from "../support/crash";
import { readFeed } from "../support/event-feed";
import { MOODS } from "../support/moods";
import { type OwnPostgres, startOwnPostgres } from "../support/own-postgres";
import { newSigningSecret } from "../support/receiver";
import { type RunningWorker, startWorkerProcess } from "../support/worker";

/** Kills that broke off a callback; those of an idle worker do not count. */
const KILLS = 40;
const MOST_KILLS = 120;
const OUTAGES: Readonly<Record<number, "kill" | "shutDown">> = { 10: "kill", 20: "shutDown", 30: "kill" };
const OUTAGE_MS = 1_500;
const PHONES = ["+390600000001", "+390600000002"];
const CONVERSATIONS = 20;
const WAVE_EVERY_MS = 2_000;
const EVENT_TYPES = ["conversation.created", "message.received"] as const;
const SLOW = ["/slow-1", "/slow-2", "/slow-3", "/slow-4", "/slow-5"];
const SLOW_MS = { least: 150, most: 600 };
const DOWN = { openMs: 4_000, closedMs: 3_000 };
/** A killed worker holds its lanes until their leases end, so each has few, or one kill would stop all of them. */
const CALLBACK_CONCURRENCY = "6";
/** One in so many callbacks of the moody receiver is answered badly. */
const BAD_ONE_IN = 5;
const MOST_BAD = 2;
const HURRY_EVERY_MS = 500;
const DRAIN_LIMIT_MS = 180_000;

let postgres: OwnPostgres;
let app: RunningApp;
let receiver: RunningReceiver;
let downReceiver: RunningReceiver;
const workers: RunningWorker[] = [];
const subscribers: { path: string; secret: string }[] = [];
const signingSecrets: string[] = [];

/** Everything that arrived, in the order of arrival, whatever was answered. */
const arrivals: ReceivedEvent[] = [];
const badAnswers = new Map<string, number>();
let badAnswersMade = 0;
/** Aborted when the kills are over, and when all is delivered. */
const [storm, end] = [new AbortController(), new AbortController()];
const slow = { underWay: 0, brokenOff: 0 };

async function answerSlowly(res: ServerResponse): Promise<undefined> {
  slow.underWay++;
  await sleep(SLOW_MS.least + Math.random() * (SLOW_MS.most - SLOW_MS.least));
  slow.underWay--;
  if (res.destroyed) slow.brokenOff++;
}

/** Every mood in turn, but each event is answered badly only so often; after the storm always well. */
async function answerMoodily({ webhookId }: ReceivedEvent, res: ServerResponse) {
  const bad = badAnswers.get(webhookId) ?? 0;
  if (bad >= MOST_BAD || Math.floor(Math.random() * BAD_ONE_IN) !== 0) return undefined;
  badAnswers.set(webhookId, bad + 1);
  return MOODS[badAnswersMade++ % MOODS.length]?.(res);
}

async function answerWith(event: ReceivedEvent, res: ServerResponse): Promise<number | undefined> {
  arrivals.push(event);
  if (storm.signal.aborted) return undefined;
  if (event.path.startsWith("/slow")) return answerSlowly(res);
  return event.path.startsWith("/moody") ? answerMoodily(event, res) : undefined;
}

const receive = (port?: number) => startReceiver({ port, secrets: () => signingSecrets, answerWith });
const work = () =>
  startWorkerProcess({
    databaseUrl: postgres.database.url,
    env: { LOG_LEVEL: "silent", CALLBACK_CONCURRENCY },
  });

async function subscribe(path: string, at: RunningReceiver): Promise<void> {
  const signingSecret = newSigningSecret();
  signingSecrets.push(signingSecret);
  const token = await addSubscriber(app, { signingSecret, url: at.url + path, eventTypes: EVENT_TYPES });
  subscribers.push({ path, secret: token.secret });
}

beforeAll(async () => {
  postgres = await startOwnPostgres();
  app = await startApp({ database: postgres.database, env: { LOG_LEVEL: "silent", WORKER: "off" } });
  [receiver, downReceiver] = [await receive(), await receive()];
  for (const phone of PHONES) await addNumber(app.db, phone);
  for (const path of ["/steady", "/moody", ...SLOW]) await subscribe(path, receiver);
  await subscribe("/down", downReceiver);
});

afterAll(async () => {
  storm.abort();
  end.abort();
  await Promise.all(workers.map((worker) => worker.stop()));
  await app?.stop();
  await postgres?.stop();
  await Promise.all([receiver?.close(), downReceiver?.close()]);
});

/** Does something again and again until the signal fires. */
async function throughout(
  { signal }: AbortController,
  everyMs: number,
  step: () => Promise<unknown>,
): Promise<void> {
  while (!signal.aborted) {
    await step();
    await sleep(everyMs);
  }
}

let waves = 0;
async function publishWave(): Promise<void> {
  for (const phone of PHONES)
    await insistOnWebhook(app, waveBody({ phone, wave: waves, conversations: CONVERSATIONS }));
  waves++;
}

async function goDownAndUp(): Promise<void> {
  await sleep(DOWN.openMs);
  await downReceiver.close();
  await sleep(DOWN.closedMs);
  downReceiver = await receive(downReceiver.port);
}

/** Lets the waits between attempts pass at once: what takes hours by the clock is to happen here. */
async function hurry(): Promise<void> {
  await app.db.$client`
    update delivery_lanes lane set next_attempt_at = now()
    from (select callback_id, conversation_id from delivery_lanes
      where next_attempt_at > now() and (lease_until is null or lease_until <= now()) for update skip locked) waiting
    where lane.callback_id = waiting.callback_id and lane.conversation_id = waiting.conversation_id`.catch(
    () => undefined,
  );
  await app.db.$client`
    update callbacks set probe_at = now()
    where id in (select id from callbacks where probe_at > now() for no key update skip locked)`.catch(
    () => undefined,
  );
}

async function interruptPostgres(how: "kill" | "shutDown"): Promise<void> {
  await postgres[how]();
  await sleep(OUTAGE_MS);
  await postgres.restart();
}

/** Waits until a worker has found the database, and callbacks are under way. */
async function waitUntilAtWork(index: number): Promise<void> {
  const isAtWork = async () => {
    const pid = workers[index]?.pid ?? 0;
    const found = await app.db.$client`
      select from pg_stat_activity where application_name like ${`witiop ${pid} %`}`.catch(() => []);
    return found.length > 0 && slow.underWay > 0;
  };
  await expect.poll(isAtWork, { timeout: 40_000, interval: 50 }).toBe(true);
}

/** Kills and replaces one worker; true when that broke a callback off. */
async function killWorker(index: number): Promise<boolean> {
  await waitUntilAtWork(index);
  await sleep(Math.random() * 500);
  const before = slow.brokenOff;
  await workers[index]?.kill();
  workers[index] = work();
  // Until the slowest callback under way has found its connection gone.
  await sleep(SLOW_MS.most + 50);
  return slow.brokenOff > before;
}

/** Kills one worker after the other until so many kills broke a callback off; answers how many it took. */
async function killWorkers(): Promise<number> {
  let effective = 0;
  for (let kill = 0; kill < MOST_KILLS; kill++) {
    if (!(await killWorker(kill % 2))) continue;
    effective++;
    const outage = OUTAGES[effective];
    if (outage) await interruptPostgres(outage);
    if (effective % 10 === 0) console.log(`${effective} of ${KILLS}`, await countDeliveries(app.db));
    if (effective === KILLS) return kill + 1;
  }
  throw new Error(`Only ${effective} of ${MOST_KILLS} kills broke a callback off.`);
}

function expectSameUnderSameId(): Map<string, string> {
  const bodies = new Map(arrivals.map((event) => [event.webhookId, event.body]));
  expect(arrivals.filter((event) => event.body !== bodies.get(event.webhookId))).toEqual([]);
  expect(new Set(bodies.values()).size).toBe(bodies.size);
  return bodies;
}

async function expectFeedAgrees(bodies: Map<string, string>): Promise<void> {
  const arrived = firstArrivals(arrivals);
  for (const { path, secret } of subscribers) {
    const feed = await readFeed(app, secret);
    expect(feed.filter(({ id, body }) => bodies.get(id) !== body)).toEqual([]);
    const lanes = Map.groupBy(feed, ({ type, conversation }) => `${path}/${type} ${conversation}`);
    const ofPath = [...arrived.keys()].filter((lane) => lane.startsWith(`${path}/`));
    expect([...lanes.keys()].toSorted()).toEqual(ofPath.toSorted());
    for (const [lane, events] of lanes)
      expect([lane, events.map(({ id }) => id)]).toEqual([lane, arrived.get(lane)]);
  }
}

test(`${KILLS} kills of two workers, three outages and a receiver of every mood lose and disorder nothing`, async () => {
  workers.push(work(), work());
  const inTheStorm = [throughout(storm, WAVE_EVERY_MS, publishWave), throughout(storm, 0, goDownAndUp)];
  const toTheEnd = throughout(end, HURRY_EVERY_MS, hurry);
  const kills = await killWorkers();
  storm.abort();
  await Promise.all(inTheStorm);
  const stormArrivals = arrivals.length;

  const calmAt = performance.now();
  await expect
    .poll(() => countDeliveries(app.db), { timeout: DRAIN_LIMIT_MS, interval: 500 })
    .toMatchObject({ pending: 0, cancelled: 0, underWay: 0 });
  end.abort();
  await toTheEnd;
  const drainMs = Math.round(performance.now() - calmAt);

  const events = PHONES.length * CONVERSATIONS * (1 + waves);
  const bodies = expectSameUnderSameId();
  const owed = await owedByLane(app.db);
  const arrived = firstArrivals(arrivals);
  const total = events * subscribers.length;
  console.log(
    `${kills} kills, ${KILLS} of them broke ${slow.brokenOff} callbacks off; ${events} events, ${total} deliveries, ` +
      `${badAnswersMade} bad answers of ${MOODS.length} kinds, ${arrivals.length} callbacks arrived (${stormArrivals} in the storm), ${arrivals.length - total} of them again; ` +
      `all delivered ${drainMs} ms after the storm`,
  );
  const processes = [app.pid(), ...workers.map(({ pid }) => pid)];
  expect(await Promise.all(processes.map(isRunning))).toEqual([true, true, true]);
  expect(bodies.size).toBe(events);
  expect(arrivals.filter((event) => !event.verified)).toEqual([]);
  expect(arrivals.filter((event) => event.path === "/elsewhere")).toEqual([]);
  expect(badAnswersMade).toBeGreaterThan(MOODS.length);
  expect([...arrived.keys()].toSorted()).toEqual([...owed.keys()].toSorted());
  for (const [lane, ids] of owed) expect([lane, arrived.get(lane)]).toEqual([lane, ids]);
  await expectFeedAgrees(bodies);
});
