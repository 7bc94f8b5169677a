export const timeZoneCookie = "tz";

/** A closed list: every zone costs a formatter that is kept. */
const KNOWN_ZONES = new Set(Intl.supportedValuesOf("timeZone"));

/**
 * The IANA zone in a cookie by the name that this runtime has for it, which may be an older one than the browser's; "UTC"
 * when there is none or the runtime does not know it.
 */
export function parseTimeZone(value: string | undefined): string {
  if (!value || value.length > 64) return "UTC";
  try {
    const { timeZone: zone } = new Intl.DateTimeFormat("en", {
      timeZone: decodeURIComponent(value),
    }).resolvedOptions();
    return KNOWN_ZONES.has(zone) ? zone : "UTC";
  } catch {
    return "UTC";
  }
}
