import type { Language } from "./names";
import { type ContactRow, contactSource, type NumberRow } from "./parties";
import { itemAt, type Random } from "./random";
import { businessTimes, DAY_MS, HOUR_MS, MINUTE_MS, shifted } from "./times";

const DAYS = 90;
/** Every tenth conversation is with somebody who also writes to another number. */
const RETURNING = 10;

/** How much there is to be. */
export type ConversationCounts = { conversations: number; messages: number };

const LANGUAGES: Record<number, readonly (readonly [Language, number])[]> = {
  0: [
    ["it", 70],
    ["en", 12],
    ["es", 8],
    ["fr", 6],
    ["ar", 4],
  ],
  1: [
    ["it", 55],
    ["de", 20],
    ["fr", 14],
    ["en", 11],
  ],
  2: [
    ["en", 82],
    ["ar", 6],
    ["fr", 6],
    ["es", 6],
  ],
};

/** A conversation before anything is said in it. */
export type ConversationPlan = {
  number: NumberRow;
  contact: ContactRow;
  language: Language;
  openedAt: Date;
  count: number;
};

/** Draws how many messages each conversation has, so that they are exactly as many together as wanted. */
function messageCounts(random: Random, wanted: ConversationCounts): number[] {
  const counts = Array.from({ length: wanted.conversations }, () =>
    random.weighted([
      [random.between(1, 3), 22],
      [random.between(4, 12), 53],
      [random.between(13, 28), 25],
    ]),
  );
  let missing = wanted.messages - counts.reduce((sum, count) => sum + count, 0);
  while (missing !== 0) {
    const index = random.below(wanted.conversations);
    const count = itemAt(counts, index);
    if (missing < 0 && count < 2) continue;
    counts[index] = count + Math.sign(missing);
    missing -= Math.sign(missing);
  }
  return counts;
}

/** Draws who begins to talk with which number when, oldest first. */
export function planConversations(
  random: Random,
  now: Date,
  numbers: readonly NumberRow[],
  wanted: ConversationCounts,
): ConversationPlan[] {
  const drawTime = businessTimes(random, shifted(now, -DAYS * DAY_MS), shifted(now, -4 * MINUTE_MS), 2.5);
  const opened = Array.from({ length: wanted.conversations }, drawTime).sort(
    (a, b) => a.getTime() - b.getTime(),
  );
  const newContact = contactSource(random);
  const counts = messageCounts(random, wanted);
  const plans: ConversationPlan[] = [];
  for (const [index, openedAt] of opened.entries()) {
    const count = itemAt(counts, index);
    const known = index % RETURNING === 0 ? plans[index - RETURNING + 1] : undefined;
    if (known) {
      const place = (numbers.indexOf(known.number) + 1) % numbers.length;
      plans.push({ ...known, number: itemAt(numbers, place), openedAt, count });
      continue;
    }
    const place = random.weighted([
      [0, 46],
      [1, 34],
      [2, 20],
    ]);
    const language = random.weighted(LANGUAGES[place] ?? []);
    const contact = newContact(language, openedAt);
    plans.push({ number: itemAt(numbers, place), contact, language, openedAt, count });
  }
  return plans;
}

/** The moments of a conversation's messages: minutes apart, at times a night, and none after `now`. */
export function messageTimes(random: Random, { openedAt, count }: ConversationPlan, now: Date): Date[] {
  let last = openedAt.getTime();
  const times = [last];
  while (times.length < count) {
    last += random.weighted([
      [random.between(20_000, 9 * MINUTE_MS), 80],
      [random.between(1, 20) * HOUR_MS, 20],
    ]);
    times.push(last);
  }
  const span = last - openedAt.getTime();
  const room = now.getTime() - MINUTE_MS - openedAt.getTime();
  const scale = span > room ? room / span : 1;
  return times.map((time) => new Date(openedAt.getTime() + Math.floor((time - openedAt.getTime()) * scale)));
}
