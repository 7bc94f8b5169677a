import type { RunningApp } from "./app";

type Sample = { labels: Record<string, string>; value: number };

const NAME = /^[a-z][a-z0-9_]*$/;
const SAMPLE = /^([a-z][a-z0-9_]*)(?:\{((?:[a-z_]+="(?:[^"\\\n]|\\[\\n"])*",?)*)\})? (\S+)$/;
/** As Prometheus reads it: `NaN` and `Inf` in any case. */
const VALUE = /^(?:[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?|nan|[+-]?inf)$/i;
const LABEL = /([a-z_]+)="((?:[^"\\\n]|\\[\\n"])*)"/g;

/** Reads Prometheus' text format strictly: each family has its help and type before its samples, each value is a number. */
function parseMetrics(text: string): {
  families: Map<string, string>;
  samples: Map<string, Sample[]>;
} {
  const families = new Map<string, string>();
  const samples = new Map<string, Sample[]>();
  if (!text.endsWith("\n")) throw new Error("The last line has no end.");
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, kind, family = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind && !NAME.test(family)) throw new Error(`Not a name: ${line}`);
    if (kind === "TYPE") families.set(family, rest);
    if (kind) continue;
    const [, name = "", labels = "", value = ""] = SAMPLE.exec(line) ?? [];
    const owner = [name, name.replace(/_(?:bucket|sum|count)$/, "")].find((one) => families.has(one));
    if (!owner || !VALUE.test(value)) throw new Error(`Not a sample: ${line}`);
    const given = Object.fromEntries([...labels.matchAll(LABEL)].map(([, key, text]) => [key, text]));
    samples.set(name, [...(samples.get(name) ?? []), { labels: given, value: Number(value) }]);
  }
  return { families, samples };
}

export type Metrics = ReturnType<typeof parseMetrics> & {
  /** The sum of the samples of that name whose labels are these; 0 when there is none. */
  sumOf: (name: string, labels?: Record<string, string>) => number;
};

/** The samples of that name, summed over all labels that are not given. */
export function metricsOf(text: string): Metrics {
  const parsed = parseMetrics(text);
  return {
    ...parsed,
    sumOf: (name, labels = {}) => {
      const found = (parsed.samples.get(name) ?? []).filter((sample) =>
        Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
      );
      return found.reduce((sum, { value }) => sum + value, 0);
    },
  };
}

/** Scrapes an application as Prometheus would. */
export async function readMetrics({ url, env }: RunningApp): Promise<Metrics> {
  const headers = { authorization: `Bearer ${env.METRICS_SECRET}` };
  const answer = await fetch(`${url}/api/metrics`, { headers });
  if (!answer.ok) throw new Error(`The metrics were answered ${answer.status}.`);
  return metricsOf(await answer.text());
}
