"use client";

import { ArrowUpRight } from "lucide-react";
import { usePathname } from "next/navigation";
import { type NavItem, navIcons } from "@/components/layout/nav-items";
import { activeHref } from "@/components/ui/active-href";
import { Link } from "@/components/ui/link";

const itemClass =
  "flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-muted-foreground transition-colors hover:bg-muted hover:text-foreground aria-[current=page]:bg-muted aria-[current=page]:font-medium aria-[current=page]:text-foreground aria-[current=page]:[&>svg:first-child]:text-primary";

/** The sections; the one the path lies in is marked as current. `onNavigate` runs when a section of this site is chosen. */
export function SidebarNav({ items, onNavigate }: { items: readonly NavItem[]; onNavigate?: () => void }) {
  const pathname = usePathname();
  const active = activeHref(
    pathname,
    items.filter((item) => !item.external).map((item) => item.href),
  );
  return (
    <nav data-slot="sidebar-nav" aria-label="Sections">
      <ul className="grid gap-0.5">
        {items.map((item) => {
          const Icon = navIcons[item.icon];
          return (
            <li key={item.href}>
              {item.external ? (
                <a href={item.href} target="_blank" rel="noreferrer" className={itemClass}>
                  <Icon aria-hidden="true" className="size-4 shrink-0" />
                  {item.label}
                  <ArrowUpRight aria-hidden="true" className="size-3.5 opacity-70" />
                  <span className="sr-only">(opens in a new tab)</span>
                </a>
              ) : (
                <Link
                  href={item.href}
                  aria-current={item.href === active ? "page" : undefined}
                  onClick={onNavigate}
                  className={itemClass}
                >
                  <Icon aria-hidden="true" className="size-4 shrink-0" />
                  {item.label}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
