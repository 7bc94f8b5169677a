"use client";

import type { ComponentProps } from "react";
import { useForm } from "@/components/form/form-context";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/utils";

export type FormFooterProps = ComponentProps<"div"> & {
  /** Stays at the window's lower edge while the form is longer. */
  sticky?: boolean;
  /** Offers to take back what was typed; off where Cancel does that. */
  discardable?: boolean;
};

/** The row of a form's buttons with its `FormMessage`, which takes the space that is left; says what is unsaved. */
export function FormFooter({
  className,
  sticky = false,
  discardable = true,
  children,
  ...props
}: FormFooterProps) {
  const form = useForm();
  const unsaved = form?.dirty === true && !form.pending;
  return (
    <div
      data-slot="form-footer"
      data-sticky={sticky || undefined}
      className={cn(
        "flex flex-wrap items-center gap-3 border-t pt-4 *:data-[slot=form-message]:order-3 *:data-[slot=form-message]:flex-1 *:data-[slot=form-message]:basis-64",
        sticky && "sticky bottom-0 z-20 bg-background py-3",
        className,
      )}
      {...props}
    >
      {children}
      {unsaved && discardable && (
        <Button variant="ghost" className="order-1" onClick={form.discard}>
          Discard
        </Button>
      )}
      <div role="status" className="order-2 flex items-center gap-2 text-sm text-muted-foreground">
        {unsaved && (
          <>
            <span aria-hidden="true" className="size-1.5 rounded-full bg-amber" />
            Unsaved changes
          </>
        )}
      </div>
    </div>
  );
}
