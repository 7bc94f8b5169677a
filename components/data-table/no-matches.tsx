"use client";

import { SearchX } from "lucide-react";
import { activeFilters, useTableUrl } from "@/components/data-table/table-url";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export type NoMatchesProps = {
  /** What a search finds, where it is not what is written in the rows. */
  searchHint?: string | undefined;
};

/** What stands in a table whose search, filters or page leave nothing; offers the way back. */
export function NoMatches({ searchHint }: NoMatchesProps) {
  const { params, go } = useTableUrl();
  const names = [...activeFilters(params), "q"];
  const narrowed = names.some((name) => params.has(name));
  const back = Object.fromEntries(
    (narrowed ? names : ["page", "after", "before"]).map((name) => [name, null]),
  );
  return (
    <EmptyState
      icon={SearchX}
      title={narrowed ? "Nothing matches" : "Nothing on this page"}
      action={
        <Button variant="outline" onClick={() => go(back)}>
          {narrowed ? "Clear search and filters" : "Go to the first page"}
        </Button>
      }
    >
      {narrowed
        ? (params.has("q") && searchHint) || "Try another spelling, or fewer filters."
        : "The list has become shorter."}
    </EmptyState>
  );
}
