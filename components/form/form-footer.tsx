import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

/** The row of a form's buttons with its `FormMessage`, which takes the space that is left. */
export function FormFooter({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      data-slot="form-footer"
      className={cn(
        "flex flex-wrap items-center gap-3 border-t pt-4 *:data-[slot=form-message]:flex-1 *:data-[slot=form-message]:basis-48",
        className,
      )}
      {...props}
    />
  );
}
