import type { CSSProperties, ReactNode } from "react";
import { DateTime, RelativeTime } from "@/components/layout/relative-time";
import { labelRows, type TimeMark } from "@/lib/api-tokens/time-bar";

const LABELS: Record<TimeMark["what"], string> = {
  activation: "Activation",
  today: "Today",
  expiration: "Expiration",
  deletion: "Deletion",
};

/** Percent of the bar that a label takes with its margins, on a wide page and on one of middling width. */
const ROOM = { wide: 26, middling: 50 };

type Label = { what: TimeMark["what"]; at: number; title: ReactNode; text: ReactNode };

function labelOf({ what, at, time }: TimeMark): Label {
  const title =
    what === "today" ? (
      LABELS[what]
    ) : (
      <>
        {LABELS[what]}, <RelativeTime value={time} />
      </>
    );
  return { what, at, title, text: <DateTime value={time} zone /> };
}

/**
 * The marks of a time bar in words, each below its mark, in a further row where one would cover another; on a narrow
 * page each in a row of its own.
 */
export function TimeBarLabels({ marks, isOpen }: { marks: readonly TimeMark[]; isOpen: boolean }) {
  const labels = marks.map(labelOf);
  if (isOpen) labels.push({ what: "expiration", at: 100, title: LABELS.expiration, text: "None set" });
  const places = labels.map(({ what, at }) => ({ at, yields: what === "today" }));
  const wide = labelRows(places, ROOM.wide);
  const middling = labelRows(places, ROOM.middling);
  return (
    <ol className="grid grid-cols-1 gap-y-2 text-sm">
      {labels.map(({ what, at, title, text }, i) => (
        <li
          key={what}
          // As far from its own left edge as from the bar's, so that it is below its mark and never beyond the bar.
          className="relative left-(--at) -translate-x-(--at) justify-self-start md:col-start-1 md:row-(--middling) xl:row-(--wide)"
          style={{ "--at": `${at}%`, "--wide": wide[i], "--middling": middling[i] } as CSSProperties}
        >
          <span className="block text-xs text-muted-foreground">{title}</span>
          {text}
        </li>
      ))}
    </ol>
  );
}
