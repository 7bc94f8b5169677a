"use client";

import { Fragment, useEffect, useState } from "react";
import { isPageKey } from "@/components/data-table/page-keys";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";

export type Shortcut = { keys: readonly string[]; label: string };

/** The table's keys, behind a button that `?` opens too. */
export function ShortcutHelp({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "?" || !isPageKey(event)) return;
      event.preventDefault();
      setOpen(true);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label="Keyboard shortcuts"
          aria-keyshortcuts="?"
          title="Keyboard shortcuts"
          className="pointer-coarse:hidden max-sm:hidden"
        >
          <Kbd aria-hidden="true">?</Kbd>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-64" aria-label="Keyboard shortcuts">
        <dl className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5">
          {shortcuts.map(({ keys, label }) => (
            <Fragment key={label}>
              <dt>{label}</dt>
              <dd className="flex justify-end gap-1">
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </Fragment>
          ))}
        </dl>
      </PopoverContent>
    </Popover>
  );
}
