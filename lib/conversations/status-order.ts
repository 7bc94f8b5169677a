import { MESSAGE_STATUSES, type MessageStatus } from "@/db/constants";

/** True when a message of status `previous` may take the status `next`: only forwards, and nothing follows `failed`. */
export function advances(previous: MessageStatus | null, next: MessageStatus): boolean {
  return previous === null || MESSAGE_STATUSES.indexOf(next) > MESSAGE_STATUSES.indexOf(previous);
}

/** The furthest of several reports of one message; null when there is none. */
export function furthest<T extends { status: MessageStatus }>(reports: readonly T[]): T | null {
  return reports.reduce<T | null>(
    (best, report) => (advances(best?.status ?? null, report.status) ? report : best),
    null,
  );
}
