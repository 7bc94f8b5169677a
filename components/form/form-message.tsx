import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/lib/utils";

export type FormMessageProps = {
  saved?: ReactNode;
  error?: ReactNode;
  className?: string;
};

/**
 * What became of the press, beside the button; keep it mounted, so that a screen reader hears it change. It takes no room
 * while there is nothing to say.
 */
export function FormMessage({ saved, error, className }: FormMessageProps) {
  return (
    <div data-slot="form-message" className={cn("min-w-0 text-sm not-has-[p]:absolute", className)}>
      <div role="status">
        {saved && !error && (
          <p className="flex items-center gap-1.5 text-green-text">
            <CircleCheck aria-hidden="true" className="size-4 shrink-0" />
            <span className="min-w-0 wrap-anywhere">{saved}</span>
          </p>
        )}
      </div>
      <div role="alert">
        {error && (
          <p className="flex items-start gap-1.5 text-red-text">
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            <span className="min-w-0 wrap-anywhere">{error}</span>
          </p>
        )}
      </div>
    </div>
  );
}
