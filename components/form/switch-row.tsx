import { type ReactNode, useId } from "react";
import { Switch, type SwitchProps } from "@/components/ui/switch";
import { cn } from "@/lib/utils";

export type SwitchRowProps = Omit<SwitchProps, "title" | "id"> & {
  title: ReactNode;
  description?: ReactNode;
  aside?: ReactNode;
};

/** One on/off right; the whole row is its label. Submits "true" under `name` when on and nothing when off. */
export function SwitchRow({ title, description, aside, className, ...props }: SwitchRowProps) {
  const id = useId();
  return (
    <div
      data-slot="switch-row"
      className={cn(
        "relative flex items-start gap-4 rounded-md border px-4 py-3 transition-colors hover:bg-hover has-disabled:bg-surface has-disabled:text-muted-foreground",
        className,
      )}
    >
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="text-sm font-medium after:absolute after:inset-0 after:rounded-md">
          {title}
        </label>
        {description && (
          <p id={`${id}-description`} className="mt-0.5 text-sm text-muted-foreground">
            {description}
          </p>
        )}
      </div>
      {aside && <div className="relative z-10 shrink-0 text-xs text-muted-foreground">{aside}</div>}
      <Switch
        id={id}
        aria-describedby={description ? `${id}-description` : undefined}
        className="mt-0.5"
        {...props}
      />
    </div>
  );
}
