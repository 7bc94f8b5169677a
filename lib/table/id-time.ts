import { v7 as uuidv7 } from "uuid";

const NO_CHANCE = new Uint8Array(16);
const DAY_MS = 24 * 3600 * 1000;

function idAt(msecs: number): string {
  return uuidv7({ msecs: Math.max(0, msecs), random: NO_CHANCE, seq: 0 });
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
