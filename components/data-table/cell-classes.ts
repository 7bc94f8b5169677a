import type { DataTableColumnMeta } from "@/components/data-table/table-features";
import { cn } from "@/lib/utils";

/** The classes of a column's header and cells: when it shows in the table's own width, how it aligns and where it is cut. */
export function cellClasses(meta: DataTableColumnMeta | undefined, first: boolean): string {
  const priority = meta?.priority ?? "normal";
  return cn(
    "whitespace-nowrap",
    first && "w-full max-w-0 truncate @max-2xl:pl-2 @2xl:w-auto @2xl:max-w-80",
    !first && "max-w-64 truncate",
    !first && priority === "normal" && "hidden @2xl:table-cell",
    !first && priority === "wide" && "hidden @5xl:table-cell",
    meta?.align === "end" && "text-right",
    meta?.className,
  );
}
