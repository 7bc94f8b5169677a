import { validate as isUuid, version as uuidVersion, v7 as uuidv7 } from "uuid";
import { DAY_MS, MINUTE_MS } from "../format/durations";

const NO_CHANCE = new Uint8Array(16);

/** Ids are made by the application's clock, shortly before or after the database's says when a row was written. */
export const CLOCK_SLACK_MS = 10 * MINUTE_MS;

function idAt(msecs: number): string {
  return uuidv7({ msecs: Math.max(0, msecs), random: NO_CHANCE, seq: 0 });
}

/** The lowest version 7 id that can be made at that time or later. */
export function firstIdOf(time: Date): string {
  return idAt(time.getTime());
}

/**
 * Ids between which every row lies that was written in this time: version 7 ids begin with their time (RFC 9562). They
 * are wider by the slack on both sides, a day unless told, for they are made by another clock than the rows' own times.
 */
export function idsOfTime(
  { from, to }: { from?: Date; to?: Date },
  slackMs = DAY_MS,
): { from?: string; to?: string } {
  return {
    from: from && idAt(from.getTime() - slackMs),
    to: to && idAt(to.getTime() + slackMs),
  };
}

/** When a version 7 id was made, by the clock that made it; null for any other text. */
export function timeOfId(id: string): Date | null {
  if (!isUuid(id) || uuidVersion(id) !== 7) return null;
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
