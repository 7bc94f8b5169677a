"use client";

import { useTableUrl } from "@/components/data-table/table-url";
import { DateTime } from "@/components/layout/relative-time";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/lib/format/numbers";
import type { RequestLogPage } from "@/lib/request-log/schema";

type SearchedNoteProps = { page: RequestLogPage; searchedTo: Date };

/** Says that a search for rare calls was broken off, how far it got, and leads on. */
export function SearchedNote({ page, searchedTo }: SearchedNoteProps) {
  const { go } = useTableUrl();
  const { before, after } = page;
  return (
    <div
      data-slot="searched-note"
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 pt-3 text-sm"
    >
      <p>
        {page.rows.length === 0 ? "None" : formatCount(page.rows.length, "request")} found so far; searched to{" "}
        <DateTime value={searchedTo} format="seconds" />.
      </p>
      {after !== null ? (
        <Button variant="outline" size="sm" onClick={() => go({ after, before: null })}>
          Search further back
        </Button>
      ) : (
        before !== null && (
          <Button variant="outline" size="sm" onClick={() => go({ before, after: null })}>
            Search newer ones
          </Button>
        )
      )}
    </div>
  );
}
