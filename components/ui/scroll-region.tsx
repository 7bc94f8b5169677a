import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

export type ScrollRegionProps = {
  /** What is in it, for those who hear the page. */
  label: string;
  dir?: "ltr";
  className?: string;
  children: ReactNode;
};

/** A part of a page that scrolls by itself, also by keyboard; `className` gives it its height. */
export function ScrollRegion({ label, dir, className, children }: ScrollRegionProps) {
  return (
    <section
      data-slot="scroll-region"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
      dir={dir}
      className={cn("overflow-auto", className)}
    >
      {children}
    </section>
  );
}
