import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

export type FieldsetProps = {
  legend: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
  className?: string;
};

/** Names a group of controls, such as the switches of a token. */
export function Fieldset({ legend, hint, error, children, className }: FieldsetProps) {
  return (
    <fieldset
      data-slot="fieldset"
      data-invalid={error ? true : undefined}
      className={cn("min-w-0", className)}
    >
      <legend className="text-sm font-medium">{legend}</legend>
      {hint && <p className="mt-0.5 text-xs text-muted-foreground">{hint}</p>}
      {error && <p className="mt-1 text-sm text-red-text">{error}</p>}
      <div className="mt-2 grid gap-2">{children}</div>
    </fieldset>
  );
}
