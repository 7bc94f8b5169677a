import { type SQL, sql } from "drizzle-orm";
import { callbacks } from "@/db/schema/callbacks";
import { TOKEN_IS_USABLE } from "../api-tokens/state";
import { laneIsFree } from "../deliveries/lanes";
import type { BreakerState, PauseWarning } from "./schema";

/** Failures in a row from which on a callback is left alone but for one attempt now and then. */
export const FAILING_FROM = 5;

/** A callback that did nothing but fail for so long is paused. */
export const FAILING_DAYS = 5;

/** How often one that is paused for its failures is tried with one delivery, in words that PostgreSQL reads as an interval. */
export const PAUSED_PROBE_EVERY = "6 hours";

/** Why such a callback is paused, in words for the admin. */
export const FAILING_REASON = `It did nothing but fail for ${FAILING_DAYS} days. What is owed waits; every ${PAUSED_PROBE_EVERY} one delivery is tried, and when it is delivered the rest follows.`;

/**
 * True for a callback that may be sent something at this moment, as text for the driver; it stands on `callbacks`
 * unaliased. Of one whose breaker is not closed that is a single lane.
 */
export const MAY_BE_CALLED = `(callbacks.enabled and (callbacks.probe_at <= now()
  or (callbacks.probe_at is null and callbacks.paused_at is null)))`;

/** The state of the breaker of a row of `callbacks`, by the database's clock. */
export const breakerState: SQL<BreakerState> = sql<BreakerState>`case
  when callbacks.paused_at is not null then 'paused'
  when callbacks.probe_at > now() then 'open'
  when callbacks.probe_at is not null then 'half_open'
  else 'closed' end`;

/** True where the token of a row of `callbacks` lets it be called at all. */
const tokenLetsCall = sql.raw(`exists (select from api_tokens
  where api_tokens.id = callbacks.token_id and ${TOKEN_IS_USABLE})`);

/**
 * Since when a row of `callbacks` does nothing but fail, as text for both drivers: the beginning of its failures, moved by
 * the time in which it was due to be tried and was not, for nothing was owed or its token was not usable.
 */
export const FAILS_SINCE = `callbacks.failing_since + greatest(interval '0', now() - callbacks.probe_at)`;

const WARNINGS = [90, 50] as const;

const failedFor = (percent: number) =>
  `${FAILS_SINCE} <= now() - make_interval(days => ${FAILING_DAYS}) * ${percent / 100}`;

/**
 * How far a row of `callbacks` has come on its way to being paused, in percent, from the last of its two warnings on; null
 * before, while its breaker is closed, and when it is off or paused or its token is not usable.
 */
export const pauseWarning: SQL<PauseWarning | null> = sql<PauseWarning | null>`case
  when not callbacks.enabled or callbacks.paused_at is not null or callbacks.probe_at is null
    or not ${tokenLetsCall} then null
  ${sql.raw(WARNINGS.map((percent) => `when ${failedFor(percent)} then ${percent}`).join(" "))} end`;

/** The first attempt of a row of `callbacks` whose failure pauses it; null where there is no warning. */
export const pausesAt = sql<Date | null>`case when ${pauseWarning} is not null
  then greatest(${sql.raw(`${FAILS_SINCE} + make_interval(days => ${FAILING_DAYS})`)}, callbacks.probe_at, now())
  end`.mapWith(callbacks.probeAt);

/** When the first of what a row of `callbacks` owes is sent; null when nothing waits or nothing will be sent. */
export const nextAttemptAt = sql<Date | null>`case when callbacks.enabled and ${tokenLetsCall}
  and (callbacks.paused_at is null or callbacks.probe_at is not null)
  then (select greatest(callbacks.probe_at, waiting.next_attempt_at) from delivery_lanes waiting
    where waiting.callback_id = callbacks.id and ${sql.raw(laneIsFree("waiting"))}
    order by waiting.next_attempt_at limit 1) end`.mapWith(callbacks.probeAt);
