"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Sheet, SheetBody, SheetContent, SheetHeader, SheetTitle } from "@/components/ui/sheet";
import { OPEN_PARAM } from "@/lib/table/list-query";

/** Makes the address that opens a row's details over the list as it stands. */
export function useOpenHref(): (id: string) => string {
  const params = useSearchParams();
  return (id) => {
    const next = new URLSearchParams(params);
    next.set(OPEN_PARAM, id);
    return `?${next}`;
  };
}

export type RowSheetProps = { rowId: string; title: ReactNode; badge?: ReactNode; children: ReactNode };

/** Gives the focus to the sheet itself, which is there to be read: what is in it is a Tab away. */
function focusSheet(event: Event) {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}

/** Gives the focus back to the row, however its sheet was opened. */
function focusRow(event: Event, rowId: string) {
  event.preventDefault();
  document.querySelector<HTMLElement>(`[data-row-focus][href*="${OPEN_PARAM}=${rowId}"]`)?.focus();
}

/** One row's details over its list, open as long as the address names the row. */
export function RowSheet({ rowId, title, badge, children }: RowSheetProps) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [isOpen, setIsOpen] = useState(true);

  function close() {
    setIsOpen(false);
    const next = new URLSearchParams(params);
    next.delete(OPEN_PARAM);
    router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false });
  }

  return (
    <Sheet open={isOpen} onOpenChange={(opens) => !opens && close()}>
      <SheetContent
        aria-describedby={undefined}
        onOpenAutoFocus={focusSheet}
        onCloseAutoFocus={(event) => focusRow(event, rowId)}
      >
        <SheetHeader>
          <SheetTitle dir="auto" className="line-clamp-3">
            {title}
          </SheetTitle>
          {badge && <div>{badge}</div>}
        </SheetHeader>
        <SheetBody>{children}</SheetBody>
      </SheetContent>
    </Sheet>
  );
}
