import type { ReactNode } from "react";
import type { Theme } from "@/components/theme/theme";
import { ThemeSwitch } from "@/components/theme/theme-switch";

export type SidebarUserProps = { name: string; role: string; theme: Theme; signOut?: ReactNode };

export function SidebarUser({ name, role, theme, signOut }: SidebarUserProps) {
  return (
    <div data-slot="sidebar-user" className="grid gap-2 border-t p-3">
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-sm">
          <span className="block truncate font-medium" dir="auto" title={name}>
            {name}
          </span>
          <span className="block truncate text-xs text-muted-foreground">{role}</span>
        </p>
        {signOut}
      </div>
      <ThemeSwitch theme={theme} className="justify-self-start" />
    </div>
  );
}
