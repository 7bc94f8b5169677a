"use client";

import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import { useTableUrl } from "@/components/data-table/table-url";
import { type ListSort, writeSort } from "@/lib/table/list-query";
import { cn } from "@/lib/utils";

export type SortHeaderProps = {
  id: string;
  label: string;
  sort: ListSort;
  first?: "asc" | "desc";
  align?: "start" | "end";
};

/** The header of a column that can be sorted; the cell around it carries `aria-sort`. */
export function SortHeader({ id, label, sort, first = "asc", align = "start" }: SortHeaderProps) {
  const { go } = useTableUrl();
  const active = sort.id === id;
  const desc = active ? !sort.desc : first === "desc";
  const Icon = !active ? ChevronsUpDown : sort.desc ? ArrowDown : ArrowUp;
  return (
    <button
      data-slot="sort-header"
      type="button"
      onClick={() => go({ sort: writeSort({ id, desc }) })}
      className={cn(
        "group/sort -mx-1.5 inline-flex h-6 items-center gap-1 rounded-sm px-1.5 transition-colors hover:text-foreground",
        active && "text-foreground",
        align === "end" && "flex-row-reverse",
      )}
    >
      {label}
      <Icon
        aria-hidden="true"
        className={cn(
          "size-3",
          !active && "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100",
        )}
      />
    </button>
  );
}

/** The value of `aria-sort` of a column. */
export function ariaSort(id: string, sort: ListSort): "ascending" | "descending" | undefined {
  if (sort.id !== id) return undefined;
  return sort.desc ? "descending" : "ascending";
}
