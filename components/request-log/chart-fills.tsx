import { STATUS_CLASS_LABELS, STATUS_CLASSES, type StatusClass } from "@/lib/request-log/words";

/** From the bottom of a bar to its top; each has a pattern of its own beside its colour. */
export const CHART_CLASSES = STATUS_CLASSES.map((name) => ({ name, ...STATUS_CLASS_LABELS[name] }));

const BASE: Record<StatusClass, string> = {
  served: "fill-green",
  refused: "fill-amber-surface",
  failed: "fill-red",
};

export function fillId(chart: string, name: StatusClass): string {
  return `${chart}-${name}`;
}

/** The fills of one chart's status classes: plain, with slanting stripes and with upright ones. */
export function ChartFills({ chart }: { chart: string }) {
  return (
    <defs>
      {CHART_CLASSES.map(({ name }) => (
        <pattern
          key={name}
          id={fillId(chart, name)}
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform={name === "refused" ? "rotate(45)" : undefined}
        >
          <rect width={6} height={6} className={BASE[name]} />
          {name === "refused" && <rect width={3.5} height={6} className="fill-amber" />}
          {name === "failed" && <rect width={2} height={6} className="fill-red-surface" />}
        </pattern>
      ))}
    </defs>
  );
}
