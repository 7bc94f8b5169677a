import { barWords } from "@/components/request-log/bar-words";

export type BarTipProps = {
  time: string;
  counts: Parameters<typeof barWords>[0];
  /** Where in the chart's width it points, in percent. */
  at: number;
};

/** The time and the numbers of what is pointed at in a chart, above it and within its width. */
export function BarTip({ time, counts, at }: BarTipProps) {
  return (
    <div
      aria-hidden="true"
      data-slot="bar-tip"
      // As far into its own width as into the chart's, so that it ends where the chart does.
      style={{ left: `${at}%`, transform: `translateX(-${at}%)` }}
      className="pointer-events-none absolute bottom-full z-10 mb-1 w-max max-w-full rounded-md bg-popover px-2.5 py-1.5 text-xs shadow-float"
    >
      <p className="font-medium">{time}</p>
      <p className="text-muted-foreground">{barWords(counts)}</p>
    </div>
  );
}
