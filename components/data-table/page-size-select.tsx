"use client";

import { useTableUrl } from "@/components/data-table/table-url";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "@/components/ui/select";
import { pageSizes } from "@/lib/table/list-query";

/** How many rows a page shows; a change goes back to the first page. */
export function PageSizeSelect({ value }: { value: number }) {
  const { go } = useTableUrl();
  return (
    <span data-slot="page-size-select" className="inline-flex items-center gap-2 text-muted-foreground">
      Show
      <Select value={String(value)} onValueChange={(size) => go({ size })}>
        <SelectTrigger aria-label="Show rows per page" className="h-7 w-17 text-foreground">
          <SelectValue>{value}</SelectValue>
        </SelectTrigger>
        <SelectContent>
          {pageSizes.map((size) => (
            <SelectItem key={size} value={String(size)}>
              {size}
            </SelectItem>
          ))}
        </SelectContent>
      </Select>
    </span>
  );
}
