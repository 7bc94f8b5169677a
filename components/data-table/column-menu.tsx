"use client";

import { Columns3 } from "lucide-react";
import { useTableUrl } from "@/components/data-table/table-url";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";

export type ColumnChoice = { id: string; label: string; visible: boolean; hiddenAtFirst: boolean };

/** Shows and hides columns; the choice is the URL's `hide`, which is left out while nothing differs from the first view. */
export function ColumnMenu({ columns }: { columns: readonly ColumnChoice[] }) {
  const { go } = useTableUrl();
  function toggle(id: string, visible: boolean) {
    const hidden = columns.filter((column) => (column.id === id ? !visible : !column.visible));
    const isFirstView = columns.every((column) => hidden.includes(column) === column.hiddenAtFirst);
    const ids = hidden.map((column) => column.id).join(".");
    go({ hide: isFirstView ? null : ids || "none" }, "shallow");
  }
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" className="px-2.5 max-sm:hidden">
          <Columns3 />
          Columns
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {columns.map((column) => (
          <DropdownMenuCheckboxItem
            key={column.id}
            checked={column.visible}
            onCheckedChange={(visible) => toggle(column.id, visible)}
            onSelect={(event) => event.preventDefault()}
          >
            {column.label}
          </DropdownMenuCheckboxItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
