import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "@/lib/utils";

export type RadioRowProps = Omit<ComponentProps<"input">, "type" | "title" | "id"> & { title: ReactNode };

/** One of several choices under one `name`; the whole row is its label. */
export function RadioRow({ title, className, ...props }: RadioRowProps) {
  const id = useId();
  return (
    <div data-slot="radio-row" className={cn("flex items-center gap-2.5", className)}>
      <input
        id={id}
        type="radio"
        className="size-4 shrink-0 appearance-none rounded-full border border-control bg-background transition-colors checked:border-[5px] checked:border-primary disabled:opacity-50"
        {...props}
      />
      <label htmlFor={id} className="text-sm">
        {title}
      </label>
    </div>
  );
}
