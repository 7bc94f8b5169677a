import type { ReactNode } from "react";

/** A second line of a cell for a phone, with what its table has no column for there. */
export function PhoneLine({ children }: { children: ReactNode }) {
  return (
    <span className="block truncate text-xs font-normal text-muted-foreground @2xl:hidden">{children}</span>
  );
}
