import type { ReactNode } from "react";

/** A row's name, cut where it must be, and beside it in mono what is never cut but left out on a phone, such as the last four signs of a secret. */
export function TitleCell({ title, suffix }: { title: string; suffix?: ReactNode }) {
  return (
    <span data-slot="title-cell" className="flex min-w-0 items-baseline gap-1.5">
      <span dir="auto" title={title} className="min-w-0 truncate">
        {title}
      </span>
      {suffix && (
        <span className="hidden shrink-0 font-mono @md:inline text-xs font-normal text-muted-foreground">
          {suffix}
        </span>
      )}
    </span>
  );
}
