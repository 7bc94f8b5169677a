import type { MessageStatus } from "../constants";
import { itemAt, type Random } from "./random";
import type { MessageRow, StatusRow } from "./rows";
import { HOUR_MS, shifted } from "./times";

const HISTORIES: readonly (readonly [readonly MessageStatus[], number])[] = [
  [["sent", "delivered", "read"], 70],
  [["sent", "read"], 6],
  [["sent", "delivered"], 18],
  [["sent", "failed"], 2],
  [["failed"], 1],
  [["sent"], 3],
];

const FAILURES = [
  { errorCode: "131026", errorTitle: "Message undeliverable" },
  { errorCode: "131047", errorTitle: "Re-engagement message" },
  { errorCode: "131053", errorTitle: "Media upload error" },
];

/**
 * Makes the status reports of an outbound message up to `now` and writes the furthest one into the message; one of
 * which nothing was reported yet is `queued`.
 */
export function planStatuses(
  random: Random,
  message: MessageRow,
  managedNumberId: string,
  now: Date,
): StatusRow[] {
  const rows: StatusRow[] = [];
  let at = message.sentAt;
  for (const status of random.weighted(HISTORIES)) {
    const waitMs = status === "read" ? random.between(4_000, 5 * HOUR_MS) : random.between(300, 9_000);
    at = shifted(at, waitMs);
    if (at >= now) break;
    const failure = status === "failed" ? random.pick(FAILURES) : { errorCode: null, errorTitle: null };
    const { externalId, id: messageId } = message;
    const id = random.idAt(at);
    rows.push({
      id,
      externalId,
      messageId,
      managedNumberId,
      status,
      occurredAt: at,
      ...failure,
      createdAt: at,
    });
  }
  const isRecent = now.getTime() - message.sentAt.getTime() < HOUR_MS;
  const isWaiting = rows.length === 0 || random.chance(isRecent ? 0.1 : 0.002);
  if (isWaiting) {
    message.status = "queued";
    message.statusAt = message.sentAt;
    return [];
  }
  const last = itemAt(rows, rows.length - 1);
  message.status = last.status;
  message.statusAt = last.occurredAt;
  return rows;
}
