import "server-only";
import type { Outcome } from "./attempt";
import type { Job, Sql } from "./job";
import type { SendResult } from "./send";

const SUCCESS_NOTED_EVERY = "30 seconds";

type Health = {
  url: string;
  succeeded: boolean;
  /** After the last success. */
  failures: number;
  error: string | null;
  pauseReason: string | null;
};

/** What went wrong, in one word or as the HTTP status. */
function errorOf({ statusCode, error }: SendResult): string {
  return error ?? `HTTP ${statusCode}`;
}

function summarise(settled: readonly { job: Job; outcome: Outcome }[]): Map<string, Health> {
  const all = new Map<string, Health>();
  for (const { job, outcome } of settled) {
    if (outcome.kind !== "tried" || outcome.result.error === "aborted") continue;
    const before = all.get(job.callbackId);
    const failed = !outcome.delivered;
    all.set(job.callbackId, {
      url: job.url,
      succeeded: outcome.delivered || (before?.succeeded ?? false),
      failures: failed ? (before?.failures ?? 0) + 1 : 0,
      error: failed ? errorOf(outcome.result) : null,
      pauseReason: outcome.pauseReason ?? before?.pauseReason ?? null,
    });
  }
  return all;
}

/**
 * Keeps the health of the callbacks: since when and how often in a row they fail, and whether they are paused. A
 * healthy callback that stays healthy is written at most every 30 seconds, and one whose URL was changed meanwhile not
 * at all.
 */
export async function recordHealth(
  sql: Sql,
  settled: readonly { job: Job; outcome: Outcome }[],
): Promise<void> {
  const all = summarise(settled);
  if (all.size === 0) return;
  const column = <K extends keyof Health>(key: K) => [...all.values()].map((health) => health[key]);
  await sql`
    with reported as (
      select * from unnest(
        ${[...all.keys()]}::uuid[], ${column("url")}::text[], ${column("succeeded").map(Number)}::int[],
        ${column("failures")}::int[], ${column("error")}::text[], ${column("pauseReason")}::text[])
        as report (id, url, succeeded, failures, error, pause_reason)),
    changed as materialized (
      select callbacks.id, reported.succeeded = 1 as succeeded, reported.failures, reported.error, reported.pause_reason
      from callbacks join reported on reported.id = callbacks.id and reported.url = callbacks.url
      where reported.failures > 0 or reported.pause_reason is not null or callbacks.failing_since is not null
        or callbacks.last_success_at is null
        or callbacks.last_success_at < now() - ${SUCCESS_NOTED_EVERY}::interval
      -- In a fixed order, so that two workers never wait for each other.
      order by callbacks.id for no key update of callbacks)
    update callbacks set
      last_success_at = case when changed.succeeded then now() else last_success_at end,
      failing_since = case when changed.failures = 0 then null
        when changed.succeeded then now() else coalesce(failing_since, now()) end,
      consecutive_failures = changed.failures + case when changed.succeeded then 0 else consecutive_failures end,
      last_error = changed.error,
      paused_at = case when changed.pause_reason is null then paused_at else coalesce(paused_at, now()) end,
      paused_reason = coalesce(paused_reason, changed.pause_reason)
    from changed where callbacks.id = changed.id`;
}
