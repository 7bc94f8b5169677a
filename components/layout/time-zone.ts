export const timeZoneCookie = "tz";

/** The IANA zone in a cookie, "UTC" when there is none or the runtime does not know it. */
export function parseTimeZone(value: string | undefined): string {
  if (!value || value.length > 64) return "UTC";
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: decodeURIComponent(value) }).resolvedOptions()
      .timeZone;
  } catch {
    return "UTC";
  }
}
