import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** The page's content, at most 1,200 px wide; `wide` is for tables. */
export function PageBody({ className, wide = false, ...props }: ComponentProps<"div"> & { wide?: boolean }) {
  return (
    <div
      data-slot="page-body"
      className={cn(
        "grid w-full grid-cols-[minmax(0,1fr)] content-start gap-5 px-4 py-5 sm:px-8 sm:py-6",
        !wide && "max-w-[1264px]",
        className,
      )}
      {...props}
    />
  );
}
