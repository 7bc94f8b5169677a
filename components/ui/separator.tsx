import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export function Separator({
  className,
  vertical = false,
  ...props
}: ComponentProps<"div"> & { vertical?: boolean }) {
  return (
    <div
      data-slot="separator"
      aria-hidden="true"
      className={cn("shrink-0 bg-border", vertical ? "w-px self-stretch" : "h-px w-full", className)}
      {...props}
    />
  );
}
