import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** A styled `<select>`: the choice for forms, since it works before hydration and survives a form reset. */
export function NativeSelect({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span data-slot="native-select" className={cn("relative inline-flex w-full", className)}>
      <select
        className="h-8 w-full appearance-none truncate rounded-md border border-input bg-background pr-8 pl-2.5 text-sm text-foreground transition-colors hover:border-control focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground aria-invalid:border-red pointer-coarse:text-lg"
        {...props}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
