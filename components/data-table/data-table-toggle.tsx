"use client";

import { Check } from "lucide-react";
import { type ReactNode, useOptimistic, useTransition } from "react";
import { useTableUrl } from "@/components/data-table/table-url";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/utils";

export type DataTableToggleProps = { param: string; value: string; children: ReactNode };

/** A filter that is on or off: on is that one value in the URL. */
export function DataTableToggle({ param, value, children }: DataTableToggleProps) {
  const { params, go } = useTableUrl();
  const [, startTransition] = useTransition();
  const [on, setOn] = useOptimistic(params.getAll(param).includes(value));
  function toggle() {
    startTransition(() => {
      setOn(!on);
      go({ [param]: on ? null : value });
    });
  }
  return (
    <Button
      data-slot="data-table-toggle"
      variant="outline"
      aria-pressed={on}
      className={cn("px-2.5", on ? "text-primary" : "border-dashed text-muted-foreground")}
      onClick={toggle}
    >
      {on && <Check className="size-3.5!" />}
      {children}
    </Button>
  );
}
