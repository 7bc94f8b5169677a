import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "role">;

/** A native checkbox in the role of a switch: submits "true" under `name` when on and nothing when off. */
export function Switch({ className, value = "true", ...props }: SwitchProps) {
  return (
    <input
      data-slot="switch"
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state itself
      role="switch"
      value={value}
      className={cn(
        "relative inline-block h-[18px] w-8 shrink-0 appearance-none rounded-full bg-control transition-colors checked:bg-primary disabled:cursor-not-allowed disabled:opacity-50",
        "before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-white before:shadow-sm before:transition-transform checked:before:translate-x-3.5 dark:before:bg-background",
        className,
      )}
      {...props}
    />
  );
}
