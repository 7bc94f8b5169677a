"use client";

import { Ellipsis, LogOut, UserCheck, UserX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { UserQuestion, type UserQuestionKind } from "@/components/users/user-question";
import type { UserRow } from "@/lib/users/schema";

export type UserRowActionsProps = {
  user: UserRow;
  /** Nobody disables themselves. */
  isSelf: boolean;
};

/** What an admin may do about one user. */
export function UserRowActions({ user, isSelf }: UserRowActionsProps) {
  const [kind, setKind] = useState<UserQuestionKind>("disable");
  const [open, setOpen] = useState(false);
  const ask = (chosen: UserQuestionKind) => {
    setKind(chosen);
    setOpen(true);
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${user.name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {user.state === "signed_in" && (
            <DropdownMenuItem onSelect={() => ask("signOut")}>
              <LogOut />
              Sign out everywhere…
            </DropdownMenuItem>
          )}
          {user.state === "disabled" && (
            <DropdownMenuItem onSelect={() => ask("enable")}>
              <UserCheck />
              Enable…
            </DropdownMenuItem>
          )}
          {user.state !== "disabled" && !isSelf && (
            <DropdownMenuItem variant="destructive" onSelect={() => ask("disable")}>
              <UserX />
              Disable…
            </DropdownMenuItem>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <UserQuestion kind={kind} user={user} isSelf={isSelf} open={open} onOpenChange={setOpen} />
    </>
  );
}
