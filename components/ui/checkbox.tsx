"use client";

import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export type CheckboxProps = Omit<ComponentProps<"input">, "type"> & { indeterminate?: boolean };

/** A native checkbox: submits its `value` ("true" unless given) under `name` when ticked and nothing when not. */
export function Checkbox({ className, indeterminate = false, value = "true", ...props }: CheckboxProps) {
  return (
    <span
      data-slot="checkbox"
      className={cn("relative inline-grid size-4 shrink-0 place-items-center", className)}
    >
      <input
        type="checkbox"
        value={value}
        ref={(node) => {
          if (node) node.indeterminate = indeterminate;
        }}
        className="peer col-start-1 row-start-1 size-4 appearance-none rounded-sm border border-control bg-background transition-colors checked:border-primary checked:bg-primary indeterminate:border-primary indeterminate:bg-primary disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-red"
        {...props}
      />
      {indeterminate ? (
        <Minus
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none col-start-1 row-start-1 size-3 text-primary-foreground"
        />
      ) : (
        <Check
          aria-hidden="true"
          strokeWidth={3}
          className="pointer-events-none col-start-1 row-start-1 size-3 text-primary-foreground opacity-0 peer-checked:opacity-100"
        />
      )}
    </span>
  );
}
