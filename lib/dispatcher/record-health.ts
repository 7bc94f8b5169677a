import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditAction } from "../audit/words";
import {
  FAILING_DAYS,
  FAILING_FROM,
  FAILING_REASON,
  FAILS_SINCE,
  PAUSED_PROBE_EVERY,
} from "../callbacks/breaker";
import type { SendResult } from "../outbound/send";
import type { AttemptOutcome, DeliveryOutcome } from "./attempt";
import type { Job, Sql } from "./job";

const SUCCESS_NOTED_EVERY = "30 seconds";
const PAUSED = "api_token.callback_paused" satisfies AuditAction;
const RESUMED = "api_token.callback_resumed" satisfies AuditAction;

type Health = {
  callbackId: string;
  url: string;
  succeeded: boolean;
  /** After the last success. */
  failures: number;
  error: string | null;
  /** Whether the breaker's own attempt is among the failures. */
  probed: boolean;
  /** How long the callback is left alone, should the breaker open. */
  probeInMs: number;
  pauseReason: string | null;
};

/** What went wrong, in one word or as the HTTP status. */
function errorOf({ statusCode, error }: SendResult): string {
  return error ?? `HTTP ${statusCode}`;
}

type Settled = { job: Job; outcomes: readonly DeliveryOutcome[] };

/** When an attempt was over. */
function endOf({ startedAt, result }: Extract<AttemptOutcome, { kind: "tried" }>): number {
  return startedAt.getTime() + result.durationMs;
}

function summarise(settled: readonly Settled[]): Map<string, Health> {
  const all = new Map<string, Health>();
  const tried = settled.flatMap(({ job, outcomes }) =>
    outcomes.flatMap(({ outcome }) =>
      outcome.kind === "tried" && outcome.result.error !== "aborted" ? { job, outcome } : [],
    ),
  );
  // Over all lanes: what was delivered before a failure does not undo it.
  tried.sort((a, b) => endOf(a.outcome) - endOf(b.outcome));
  for (const { job, outcome } of tried) {
    // What a former endpoint answered says nothing about the present one.
    const key = `${job.callbackId} ${job.url}`;
    const before = all.get(key);
    const failed = !outcome.delivered;
    all.set(key, {
      callbackId: job.callbackId,
      url: job.url,
      succeeded: outcome.delivered || (before?.succeeded ?? false),
      failures: failed ? (before?.failures ?? 0) + 1 : 0,
      error: failed ? errorOf(outcome.result) : null,
      probed: failed && (job.isProbe || (before?.probed ?? false)),
      probeInMs: Math.max(outcome.probeInMs ?? 0, before?.probeInMs ?? 0),
      pauseReason: outcome.pauseReason ?? before?.pauseReason ?? null,
    });
  }
  return all;
}

/** The reports as rows, and of their callbacks those that have something to note, locked. */
function heldCallbacks(sql: Sql, all: Map<string, Health>) {
  const column = <K extends keyof Health>(key: K) => [...all.values()].map((health) => health[key]);
  return sql`
    with reported as (
      select * from unnest(
        ${column("callbackId")}::uuid[], ${column("url")}::text[], ${column("succeeded").map(Number)}::int[],
        ${column("failures")}::int[], ${column("error")}::text[], ${column("probed").map(Number)}::int[],
        ${column("probeInMs")}::int[], ${column("pauseReason")}::text[], ${[...all.keys()].map(() => uuidv7())}::uuid[])
        as report (id, url, succeeded, failures, error, probed, probe_in_ms, pause_reason, audit_id)),
    held as materialized (
      select callbacks.id, token_id, event_type, failing_since, ${sql.unsafe(FAILS_SINCE)} as fails_since,
        consecutive_failures, probe_at, probes, paused_at, paused_reason,
        reported.succeeded = 1 as succeeded, failures, error, probed = 1 as probed,
        make_interval(secs => probe_in_ms / 1000.0) as probe_in, pause_reason, audit_id,
        paused_at is not null and probe_at is null as is_out
      from callbacks join reported on reported.id = callbacks.id and reported.url = callbacks.url
      where reported.failures > 0 or reported.pause_reason is not null or callbacks.failing_since is not null
        or callbacks.last_success_at is null
        or callbacks.last_success_at < now() - ${SUCCESS_NOTED_EVERY}::interval
      -- In a fixed order, so that two workers never wait for each other.
      order by callbacks.id for no key update of callbacks)`;
}

/**
 * Keeps the health of the callbacks: since when and how often in a row they fail, what their breakers do, and whether
 * they are paused, which the audit log is told. Time in which a try was due and none was made is not failing. A healthy
 * callback that stays healthy is written at most every 30 seconds, and one whose URL was changed meanwhile not at all.
 */
export async function recordHealth(sql: Sql, settled: readonly Settled[]): Promise<void> {
  const all = summarise(settled);
  if (all.size === 0) return;
  await sql`${heldCallbacks(sql, all)},
    counted as (
      select *, failures + case when succeeded then 0 else consecutive_failures end as in_a_row,
        case when failures = 0 then null when succeeded or failing_since is null then now()
          when probed then fails_since when probe_at is not null or is_out then failing_since
          -- The few failures before a breaker opens take no longer, unless nobody was asked meanwhile.
          else greatest(failing_since, now() - interval '1 day') end as since,
        -- What was sent before the breaker opened says nothing about now.
        probe_at is not null and not succeeded and not probed as is_late
      from held),
    judged as (
      select *, failures > 0 and in_a_row >= ${FAILING_FROM}::int as opens,
        not is_late and in_a_row >= ${FAILING_FROM}::int
          and since <= now() - make_interval(days => ${FAILING_DAYS}::int) as is_over
      from counted),
    decided as (
      select *, case when pause_reason is not null or is_out or not opens then null when is_late then probe_at
          when is_over then now() + ${PAUSED_PROBE_EVERY}::interval else now() + probe_in end as next_probe_at,
        case when pause_reason is not null then pause_reason when is_out then paused_reason
          when is_over then ${FAILING_REASON} when failures > 0 and not succeeded then paused_reason end as reason
      from judged),
    noted as (
      insert into audit_log (id, actor_type, actor_label, action, target_type, target_id, target_label, after)
      select audit_id, 'system', 'WitiOp', case when reason is null then ${RESUMED} else ${PAUSED} end,
        'api_token', api_tokens.id, api_tokens.name, jsonb_build_object('eventType', event_type, 'pausedReason', reason)
      from decided join api_tokens on api_tokens.id = decided.token_id
      where reason is distinct from paused_reason)
    update callbacks set
      last_success_at = case when decided.succeeded then now() else last_success_at end,
      failing_since = decided.since,
      consecutive_failures = decided.in_a_row,
      last_error = decided.error,
      probe_at = decided.next_probe_at,
      probes = case when decided.next_probe_at is null then 0 when decided.is_late then decided.probes
        when decided.succeeded then 1 else decided.probes + 1 end,
      paused_at = case when decided.reason is null then null else coalesce(decided.paused_at, now()) end,
      paused_reason = decided.reason
    from decided where callbacks.id = decided.id`;
}
