export const timeZoneCookie = "tz";

/** A closed list: every zone costs a formatter that is kept. */
const KNOWN_ZONES = new Set(Intl.supportedValuesOf("timeZone"));

/** The IANA zone in a cookie, "UTC" when there is none or the runtime does not know it. */
export function parseTimeZone(value: string | undefined): string {
  if (!value || value.length > 64) return "UTC";
  try {
    const zone = decodeURIComponent(value);
    return KNOWN_ZONES.has(zone) ? zone : "UTC";
  } catch {
    return "UTC";
  }
}
