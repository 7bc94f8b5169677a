import type { ReactNode } from "react";
import { PhoneLine } from "@/components/data-table/phone-line";

type TitleCellProps = {
  title: string;
  /** In mono, never cut, left out on a phone: such as the last four signs of a secret. */
  suffix?: ReactNode;
  /** A second line for a phone, with what its table has no column for. */
  under?: ReactNode;
};

/** A row's name, cut where it must be. */
export function TitleCell({ title, suffix, under }: TitleCellProps) {
  return (
    <>
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
      {under && <PhoneLine>{under}</PhoneLine>}
    </>
  );
}
