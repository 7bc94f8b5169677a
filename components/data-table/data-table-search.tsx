"use client";

import { Search, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { isPageKey } from "@/components/data-table/page-keys";
import { useTableUrl } from "@/components/data-table/table-url";
import { Input } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import { Spinner } from "@/components/ui/spinner";
import { cn } from "@/lib/utils";

const DEBOUNCE_MS = 250;

/** What is typed and what the URL says: the URL follows after a pause, and what it says otherwise is shown. */
function useSearchText() {
  const { params, pending, go } = useTableUrl();
  const fromUrl = params.get("q") ?? "";
  const [text, setText] = useState(fromUrl);
  const [sent, setSent] = useState(fromUrl);
  const [seen, setSeen] = useState(fromUrl);

  if (seen !== fromUrl) {
    setSeen(fromUrl);
    if (fromUrl !== sent) {
      setText(fromUrl);
      setSent(fromUrl);
    }
  }

  const query = text.trim();
  const send = useCallback(() => {
    if (query === sent) return;
    setSent(query);
    go({ q: query }, "replace");
  }, [query, sent, go]);

  useEffect(() => {
    const timer = setTimeout(send, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [send]);

  return { text, setText, send, searching: pending && sent !== fromUrl };
}

/** Writes `q` into the URL while typing; `/` focuses it from anywhere on the page, Escape clears it. */
export function DataTableSearch({ placeholder, className }: { placeholder: string; className?: string }) {
  const { text, setText, send, searching } = useSearchText();
  const input = useRef<HTMLInputElement>(null);
  useSlash(input);

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Escape" && text) {
      event.preventDefault();
      setText("");
    }
    if (event.key === "Enter") send();
  }

  return (
    <search data-slot="data-table-search" className={cn("relative w-full sm:w-72", className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-muted-foreground"
      />
      <Input
        ref={input}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        maxLength={200}
        placeholder={placeholder}
        aria-label={placeholder}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        className="px-8"
      />
      <span className="absolute top-0 right-2 flex h-8 items-center text-muted-foreground">
        {searching ? <Spinner /> : text ? <ClearButton onClear={() => setText("")} /> : <SlashHint />}
      </span>
    </search>
  );
}

function ClearButton({ onClear }: { onClear: () => void }) {
  return (
    <button
      type="button"
      aria-label="Clear search"
      onClick={onClear}
      className="-mr-1 grid size-6 place-items-center rounded-sm hover:text-foreground"
    >
      <X className="size-4" />
    </button>
  );
}

function SlashHint() {
  return (
    <Kbd aria-hidden="true" className="pointer-coarse:hidden">
      /
    </Kbd>
  );
}

function useSlash(input: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent) {
      if (event.key !== "/" || !isPageKey(event)) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [input]);
}
