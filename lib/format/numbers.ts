const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });

/** A whole number with separators: 1,204. */
export function formatNumber(value: number | bigint): string {
  return whole.format(value);
}

/** A count with its noun: "1 callback", "3 callbacks"; give `plural` when it is not the singular with an s. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)} ${count === 1 ? singular : plural}`;
}

/** A count that was broken off above `most`, with its noun in the plural there: "more than 10,000 requests". */
export function formatCountUpTo(most: number, count: number, singular: string, plural?: string): string {
  return count > most
    ? `more than ${formatCount(most, singular, plural)}`
    : formatCount(count, singular, plural);
}

const percent = new Intl.NumberFormat("en-GB", { style: "percent", maximumFractionDigits: 1 });

/** A share of a total: "3.2%"; never "0%" for some nor "100%" for less than all. */
export function formatShare(part: number, total: number): string {
  if (part === 0 || total === 0) return "0%";
  if (part < total && part / total > 0.999) return ">99.9%";
  return part / total < 0.001 ? "<0.1%" : percent.format(part / total);
}

/** A span of milliseconds in the two largest units: "12 ms", "1.4 s", "2 min 5 s", "3 h 20 min", "4 d 6 h". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 999.5) return `${Math.round(durationMs)} ms`;
  if (durationMs < 9950) return `${Number((durationMs / 1000).toFixed(1))} s`;
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), "min", seconds % 60, "s");
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return pair(Math.floor(minutes / 60), "h", minutes % 60, "min");
  const hours = Math.round(minutes / 60);
  return pair(Math.floor(hours / 24), "d", hours % 24, "h");
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

const megabytes = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A size in bytes as it grows: "812 bytes", "340 kB", "1.2 MB", "1,204.5 MB" (decimal units). */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return formatCount(bytes, "byte");
  if (bytes < 999_500) return `${formatNumber(bytes / 1_000)} kB`;
  return `${megabytes.format(bytes / 1_000_000)} MB`;
}
