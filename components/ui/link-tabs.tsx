"use client";

import { usePathname } from "next/navigation";
import { activeHref } from "@/components/ui/active-href";
import { Link } from "@/components/ui/link";

/** Tabs that are real routes; the one whose route is open is marked as the current page. */
export function LinkTabs({
  items,
  label,
}: {
  items: readonly { href: string; label: string }[];
  label: string;
}) {
  const pathname = usePathname();
  const active = activeHref(
    pathname,
    items.map((item) => item.href),
  );
  return (
    <nav data-slot="link-tabs" aria-label={label} className="min-w-0 border-b">
      <ul className="-mb-px flex gap-4 overflow-x-auto max-sm:gap-2 [scrollbar-width:none]">
        {items.map((item) => (
          <li key={item.href} className="shrink-0">
            <Link
              href={item.href}
              aria-current={item.href === active ? "page" : undefined}
              className="inline-flex h-9 items-center gap-1.5 border-b-2 border-transparent text-sm text-muted-foreground max-sm:text-[0.8125rem] transition-colors hover:text-foreground focus-visible:-outline-offset-2 aria-[current=page]:border-primary aria-[current=page]:font-medium aria-[current=page]:text-foreground"
            >
              {item.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
