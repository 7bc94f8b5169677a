import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const AUTOCANNON = "node_modules/autocannon/autocannon.js";

/** What to call, and with how many connections that are never idle. */
export type Load = { url: string; headers: Record<string, string>; connections: number; seconds: number };

/** Calls answered in a second, and the milliseconds that one in two and one in a hundred of them took at least. */
export type LoadResult = { perSecond: number; p50Ms: number; p99Ms: number };

type Report = {
  "2xx": number;
  non2xx: number;
  errors: number;
  duration: number;
  latency: { p50: number; p99: number };
};

/** Loads one address from a process of its own. Throws when anything but 2xx came back. */
export async function load({ url, headers, connections, seconds }: Load): Promise<LoadResult> {
  const given = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const options = ["-c", String(connections), "-d", String(seconds), "--json", ...given, url];
  const { stdout } = await run(process.execPath, [AUTOCANNON, ...options], { maxBuffer: 16 * 1024 * 1024 });
  const report = JSON.parse(stdout) as Report;
  if (report.non2xx > 0 || report.errors > 0 || report["2xx"] === 0)
    throw new Error(`${url}: ${report["2xx"]} served, ${report.non2xx} refused, ${report.errors} failed`);
  return {
    perSecond: report["2xx"] / report.duration,
    p50Ms: report.latency.p50,
    p99Ms: report.latency.p99,
  };
}
