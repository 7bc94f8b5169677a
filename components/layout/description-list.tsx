import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/utils";

export function DescriptionList({ className, ...props }: ComponentProps<"dl">) {
  return <dl data-slot="description-list" className={cn("divide-y text-sm", className)} {...props} />;
}

export type DescriptionItemProps = {
  term: ReactNode;
  children: ReactNode;
  mono?: boolean;
  className?: string;
};

export function DescriptionItem({ term, children, mono = false, className }: DescriptionItemProps) {
  return (
    <div
      data-slot="description-item"
      className={cn(
        "grid gap-x-4 gap-y-0.5 py-2.5 sm:grid-cols-[minmax(120px,200px)_minmax(0,1fr)]",
        className,
      )}
    >
      <dt className="text-muted-foreground">{term}</dt>
      <dd className={cn("min-w-0 break-words", mono && "font-mono text-xs leading-5 break-all")}>
        {children}
      </dd>
    </div>
  );
}
