import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input
      data-slot="input"
      type={type}
      className={cn(
        "h-8 w-full min-w-0 rounded-md border border-input bg-background px-2.5 text-sm text-foreground transition-colors hover:border-control focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground disabled:placeholder:text-transparent aria-invalid:border-red aria-invalid:outline-red pointer-coarse:text-lg",
        className,
      )}
      {...props}
    />
  );
}
