import { type ReactNode, useId } from "react";
import { Checkbox, type CheckboxProps } from "@/components/ui/checkbox";
import { cn } from "@/lib/utils";

export type CheckboxCardProps = Omit<CheckboxProps, "title" | "id"> & {
  title: ReactNode;
  description?: ReactNode;
};

/** One choice of several; the whole card is its label. Several may share a `name` and differ in `value`. */
export function CheckboxCard({ title, description, className, ...props }: CheckboxCardProps) {
  const id = useId();
  return (
    <div
      data-slot="checkbox-card"
      className={cn(
        "relative flex items-start gap-3 rounded-md border px-3 py-2.5 transition-colors hover:bg-hover has-checked:border-primary has-checked:bg-selected",
        className,
      )}
    >
      <Checkbox
        id={id}
        aria-describedby={description ? `${id}-description` : undefined}
        className="mt-0.5"
        {...props}
      />
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="text-sm font-medium after:absolute after:inset-0 after:rounded-md">
          {title}
        </label>
        {description && (
          <p id={`${id}-description`} className="text-sm text-muted-foreground">
            {description}
          </p>
        )}
      </div>
    </div>
  );
}
