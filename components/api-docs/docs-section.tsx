import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

/** Room for the bar at the top, when an anchor is gone to. */
const ANCHOR = "scroll-mt-28 sm:scroll-mt-20";

export type DocsSectionProps = { anchor: string; title: string; children: ReactNode; className?: string };

/** A chapter of the page. */
export function DocsSection({ anchor, title, children, className }: DocsSectionProps) {
  return (
    <section
      id={anchor}
      aria-labelledby={`${anchor}-title`}
      className={cn("grid min-w-0 gap-4", ANCHOR, className)}
    >
      <h2 id={`${anchor}-title`} className="text-lg font-medium">
        <a href={`#${anchor}`} className="hover:underline">
          {title}
        </a>
      </h2>
      {children}
    </section>
  );
}

export type DocsItemProps = { anchor: string; title: ReactNode; side?: ReactNode; children: ReactNode };

/** A part of a chapter: words at the left, code at the right where there is room. */
export function DocsItem({ anchor, title, side, children }: DocsItemProps) {
  return (
    <article id={anchor} className={cn("grid min-w-0 gap-4 border-t pt-5 xl:grid-cols-2 xl:gap-8", ANCHOR)}>
      <div className="grid min-w-0 content-start gap-3">
        <h3 className="text-base font-medium wrap-anywhere">
          <a href={`#${anchor}`} className="hover:underline">
            {title}
          </a>
        </h3>
        {children}
      </div>
      {side && <div className="grid min-w-0 content-start gap-3">{side}</div>}
    </article>
  );
}

/** Running text. */
export function Prose({ children }: { children: ReactNode }) {
  return (
    <div className="grid max-w-3xl gap-2 text-base text-muted-foreground [&_a]:text-primary [&_a]:underline [&_a]:underline-offset-4 [&_code]:font-mono [&_code]:text-sm [&_code]:text-foreground [&_code]:wrap-anywhere">
      {children}
    </div>
  );
}

/** A part of a chapter that is running text. */
export function DocsText({ children, ...item }: DocsItemProps) {
  return (
    <DocsItem {...item}>
      <Prose>{children}</Prose>
    </DocsItem>
  );
}
