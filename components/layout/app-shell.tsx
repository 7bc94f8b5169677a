import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";
import { FocusKeeper } from "@/components/layout/focus-keeper";
import type { NavItem } from "@/components/layout/nav-items";
import { SidebarNav } from "@/components/layout/sidebar-nav";
import { SidebarSheet } from "@/components/layout/sidebar-sheet";
import { SidebarUser, type SidebarUserProps } from "@/components/layout/sidebar-user";

export type AppShellProps = {
  items: readonly NavItem[];
  user: SidebarUserProps;
  homeHref: string;
  children: ReactNode;
};

/** Sidebar and content; under 1,024 px the sidebar becomes a sheet behind a button. */
export function AppShell({ items, user, homeHref, children }: AppShellProps) {
  const footer = <SidebarUser {...user} />;
  return (
    <div data-slot="app-shell" className="min-h-dvh lg:grid lg:grid-cols-[224px_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-3 py-1.5 text-sm text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh flex-col border-r bg-surface lg:flex">
        <div className="flex h-15 shrink-0 items-center px-4">
          <Brand href={homeHref} />
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-2 py-1">
          <SidebarNav items={items} />
        </div>
        {footer}
      </aside>
      <div className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b bg-background px-2 lg:hidden">
        <SidebarSheet items={items} footer={footer} />
        <Brand href={homeHref} />
      </div>
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        {children}
      </main>
      <FocusKeeper />
    </div>
  );
}
