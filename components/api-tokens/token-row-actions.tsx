"use client";

import { Copy, Ellipsis, Eye, Pause, Pencil, Play, ScrollText, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuShortcut,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";
import type { LifecycleCommand, LifecycleToken } from "@/lib/api-tokens/lifecycle";
import { paths } from "@/lib/paths";

export type TokenRowActionsProps = {
  token: LifecycleToken;
  canWrite: boolean;
  onCommand: (command: LifecycleCommand) => void;
};

/** All that can be done with one row; a manager views and reads the log. */
export function TokenRowActions({ token, canWrite, onCommand }: TokenRowActionsProps) {
  const changeable = canWrite && token.state !== "deleted";
  const isPaused = token.state === "paused";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${token.name}`}>
          <Ellipsis />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent className="min-w-48">
        <MenuLink href={paths.token(token.id)} icon={<Eye />} label="View" shortcut="↵" />
        {changeable && (
          <MenuLink href={paths.tokenDetails(token.id)} icon={<Pencil />} label="Edit" shortcut="e" />
        )}
        <MenuLink href={paths.tokenLog(token.id)} icon={<ScrollText />} label="Log" shortcut="l" />
        {changeable && (
          <>
            <MenuLink href={paths.duplicateToken(token.id)} icon={<Copy />} label="Duplicate settings" />
            <DropdownMenuSeparator />
            <DropdownMenuItem onSelect={() => onCommand(isPaused ? "resume" : "pause")}>
              {isPaused ? <Play /> : <Pause />}
              {isPaused ? "Resume" : "Pause…"}
            </DropdownMenuItem>
            <DropdownMenuItem variant="destructive" onSelect={() => onCommand("delete")}>
              <Trash2 />
              Delete…
            </DropdownMenuItem>
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

type MenuLinkProps = { href: string; icon: ReactNode; label: string; shortcut?: string };

function MenuLink({ href, icon, label, shortcut }: MenuLinkProps) {
  return (
    <DropdownMenuItem asChild>
      <Link href={href}>
        {icon}
        {label}
        {shortcut && <DropdownMenuShortcut aria-hidden="true">{shortcut}</DropdownMenuShortcut>}
      </Link>
    </DropdownMenuItem>
  );
}
