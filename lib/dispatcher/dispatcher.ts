import "server-only";
import type { Dispatcher as HttpAgent } from "undici";
import { v7 as uuidv7 } from "uuid";
import type { Database } from "@/db/client";
import { DELIVERIES_CHANNEL } from "../events/publish";
import { observeAttempt } from "../metrics/observe";
import { createKeyOpener } from "../signing-secrets/secret";
import { type AttemptOptions, type AttemptOutcome, attemptDelivery, type DeliveryOutcome } from "./attempt";
import { Bell, type Sleep, sleepFor } from "./bell";
import { claimJobs, releaseLeases } from "./claim";
import { createFinisher, type Finisher } from "./finisher";
import type { Job } from "./job";
import { type RetryInput, retryDelayMs } from "./retry";

const POLL_MS = 1_000;
const LEASE_MS = 30_000;
const LARGEST_CLAIM = 128;
/** Claims are this far apart at least, so that lanes which end together are replaced together. */
const CLAIM_EVERY_MS = 10;
const LARGEST_BACKOFF_MS = 15_000;
/** Deliveries of one lane in a row from which on others have their turn. */
const MAX_IN_A_ROW = 10;
/**
 * For so long deliveries that were read together begin to be sent one after the other, and then what became of them is
 * recorded, also when the last one takes longer: as much may be repeated after a crash, and so late a change of the token
 * is noticed.
 */
const RUN_MS = 200;
/** Lanes in hand for each one that is being sent: the others wait until what became of them is recorded. */
const LANES_PER_PLACE = 2;
/** The part of the concurrency that probes of callbacks which only fail may take. */
const PROBE_SHARE = 0.5;
const ABORT_GRACE_MS = 3_000;

export type DispatcherOptions = {
  db: Database;
  agent: HttpAgent;
  /** 32 bytes in base64 each; they open the signing secrets. */
  encryptionKeys: readonly string[];
  /** Most deliveries under way at once. */
  concurrency: number;
  /** Hears of every failure on our own side. */
  onFault: (error: unknown, what: string) => void;
  workerId?: string;
  leaseMs?: number;
  now?: () => Date;
  random?: () => number;
  sleep?: Sleep;
  retryDelayMs?: (input: RetryInput) => number;
};

/** What was done with a job. */
type Run = {
  sent: number;
  unrecorded: DeliveryOutcome[];
  /** True when only the time was over: more of the job could have been sent. */
  isCutOff: boolean;
};

export type DrainCounts = { claimed: number; delivered: number; failed: number };

/**
 * The dispatcher of one worker: takes due lanes, sends, records. Many may run on one database; none handles a lane
 * that another one has. It outlives failures of the database, and wakes by notification or once a second.
 */
export class Dispatcher {
  readonly #options: Required<DispatcherOptions>;
  readonly #bell: Bell;
  readonly #breakOff = new AbortController();
  readonly #finisher: Finisher;
  readonly #attempt: AttemptOptions;
  readonly #inHand = new Set<Promise<void>>();
  /** Of the lanes in hand those that have a delivery under way, each by the job that it began with. */
  readonly #sending = new Set<Job>();
  readonly #counts: DrainCounts = { claimed: 0, delivered: 0, failed: 0 };
  #stopping = false;
  /** When the soonest retry that this worker knows of is due, by `performance.now()`. */
  #retryAt = Number.POSITIVE_INFINITY;
  #loop: Promise<void> | null = null;
  #unlisten: (() => Promise<unknown>) | null = null;

  constructor(options: DispatcherOptions) {
    this.#options = {
      workerId: uuidv7(),
      leaseMs: LEASE_MS,
      now: () => new Date(),
      random: Math.random,
      sleep: sleepFor,
      retryDelayMs,
      ...options,
    };
    this.#bell = new Bell(this.#options.sleep);
    this.#finisher = createFinisher(this.#options);
    this.#attempt = {
      ...this.#options,
      openKey: createKeyOpener(options.encryptionKeys),
      signal: this.#breakOff.signal,
    };
  }

  /** What was done so far. */
  get counts(): DrainCounts {
    return { ...this.#counts };
  }

  /** Begins to deliver what is due, and what becomes due, until `stop`. */
  start(): void {
    if (this.#loop !== null) return;
    void this.#listen();
    this.#loop = this.#run();
  }

  /**
   * Takes no more lanes, waits `drainMs` at most for those under way, breaks off the rest and gives their leases back.
   */
  async stop({ drainMs }: { drainMs: number }): Promise<void> {
    this.#stopping = true;
    this.#bell.ring();
    await this.#unlisten?.().catch(() => undefined);
    await this.#loop;
    await this.#settle(drainMs);
    this.#breakOff.abort();
    await this.#settle(ABORT_GRACE_MS);
    await releaseLeases(this.#options.db, this.#options.workerId).catch((error: unknown) =>
      this.#options.onFault(error, "leases not released"),
    );
  }

  /**
   * Delivers until nothing is due or the signal fires, then ends as `stop` does with `drainMs`. Rejects when the
   * database fails. A dispatcher serves either this or `start`, once.
   */
  async drainDue(signal: AbortSignal, drainMs: number): Promise<DrainCounts> {
    const end = () => this.#bell.ring();
    signal.addEventListener("abort", end, { once: true });
    try {
      while (!signal.aborted) {
        // A lane that was still in hand when the claim looked may be due again by now.
        const wasIdle = this.#inHand.size === 0;
        const isDrained = await this.#claim();
        if (isDrained && wasIdle && this.#inHand.size === 0) break;
        if (isDrained) await this.#waitForWork();
        else await this.#options.sleep(CLAIM_EVERY_MS, signal);
      }
    } finally {
      signal.removeEventListener("abort", end);
      await this.stop({ drainMs });
    }
    return this.counts;
  }

  async #listen(): Promise<void> {
    try {
      const { unlisten } = await this.#options.db.$client.listen(DELIVERIES_CHANNEL, () => this.#bell.ring());
      this.#unlisten = unlisten;
      if (this.#stopping) await unlisten();
    } catch (error) {
      this.#options.onFault(error, "not woken by the database; polling");
    }
  }

  async #run(): Promise<void> {
    let faults = 0;
    while (!this.#stopping) {
      try {
        const begun = performance.now();
        const isDrained = await this.#claim();
        faults = 0;
        if (isDrained) await this.#waitForWork();
        const early = begun + CLAIM_EVERY_MS - performance.now();
        if (early > 0 && !this.#stopping) await this.#options.sleep(early, this.#breakOff.signal);
      } catch (error) {
        faults++;
        this.#options.onFault(error, "claim failed");
        await this.#bell.wait(Math.min(LARGEST_BACKOFF_MS, 100 * 2 ** faults));
      }
    }
  }

  async #waitForWork(): Promise<void> {
    await this.#bell.wait(Math.max(1, Math.min(POLL_MS, this.#retryAt - performance.now())));
    // What else is due after it is found by polling.
    if (performance.now() >= this.#retryAt) this.#retryAt = Number.POSITIVE_INFINITY;
  }

  /** Takes what there is room for; true when nothing else is due, or no room is left, so that it is time to wait. */
  async #claim(): Promise<boolean> {
    const { db, concurrency, workerId, leaseMs } = this.#options;
    const probes = [...this.#sending].filter((job) => job.isProbe).length;
    const asked = Math.min(
      LARGEST_CLAIM,
      concurrency - this.#sending.size,
      LANES_PER_PLACE * concurrency - this.#inHand.size,
    );
    if (asked <= 0) return true;
    const { jobs, isWhole } = await claimJobs(db, {
      workerId,
      leaseMs,
      limit: asked,
      probeLimit: Math.max(0, Math.ceil(concurrency * PROBE_SHARE) - probes),
    });
    this.#counts.claimed += jobs.length;
    for (const job of jobs) this.#launch(job);
    return isWhole && jobs.length < asked;
  }

  #launch(job: Job): void {
    this.#sending.add(job);
    const work = this.#runLane(job)
      .catch((error: unknown) => this.#options.onFault(error, "lane broken off"))
      .finally(() => {
        this.#sending.delete(job);
        this.#inHand.delete(work);
        this.#bell.ring();
      });
    this.#inHand.add(work);
  }

  /** What is only to be recorded takes no other lane's place. */
  #makeRoom(job: Job): void {
    const wasFull = this.#sending.size >= this.#options.concurrency;
    this.#sending.delete(job);
    if (wasFull) this.#bell.ring();
  }

  async #runLane(first: Job): Promise<void> {
    let sent = 0;
    for (let job: Job | null = first; job !== null; ) {
      const { isProbe } = job;
      const run: Run = await this.#tryInOrder(job);
      sent += run.sent;
      const goesOn = run.isCutOff && sent < MAX_IN_A_ROW && !this.#stopping;
      if (!goesOn) this.#makeRoom(first);
      job = await this.#finisher(job, run.unrecorded, goesOn ? "go_on" : "give_back");
      // A breaker that closed lets go more than this lane.
      if (isProbe) this.#bell.ring();
    }
  }

  /** Tries the deliveries of a job in order, until one fails or the time is over. */
  async #tryInOrder(job: Job): Promise<Run> {
    const run: Run = { sent: 0, unrecorded: [], isCutOff: false };
    const until = performance.now() + RUN_MS;
    let recording: Promise<unknown> | null = null;
    const timer = setTimeout(() => {
      if (run.unrecorded.length > 0) recording = this.#finisher(job, run.unrecorded.splice(0), "hold");
    }, RUN_MS);
    for (const delivery of job.deliveries) {
      run.isCutOff = run.sent > 0 && (this.#stopping || performance.now() >= until);
      if (run.isCutOff) break;
      const outcome = await attemptDelivery(job, delivery, this.#attempt, (error) =>
        this.#options.onFault(error, "callback not sent"),
      );
      run.sent++;
      run.unrecorded.push({ delivery, outcome });
      if (outcome.kind !== "tried") continue;
      this.#count(outcome);
      if (!outcome.delivered) break;
    }
    clearTimeout(timer);
    await recording;
    return run;
  }

  #count(outcome: Extract<AttemptOutcome, { kind: "tried" }>): void {
    const { delivered, retryInMs, probeInMs } = outcome;
    observeAttempt(outcome);
    this.#counts[delivered ? "delivered" : "failed"]++;
    for (const waitMs of [retryInMs, probeInMs])
      if (waitMs !== null) this.#retryAt = Math.min(this.#retryAt, performance.now() + waitMs);
  }

  async #settle(limitMs: number): Promise<void> {
    if (this.#inHand.size === 0) return;
    const limit = new AbortController();
    const all = Promise.all(this.#inHand).then(() => limit.abort());
    await Promise.race([all, this.#options.sleep(limitMs, limit.signal)]);
  }
}
