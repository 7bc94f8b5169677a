"use client";

import { Ellipsis, Eye, Pencil, ScrollText, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { DeleteTokenDialog } from "@/components/api-tokens/delete-token-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { TokenRow } from "@/lib/api-tokens/schema";
import { paths } from "@/lib/paths";

export type TokenRowActionsProps = { token: Pick<TokenRow, "id" | "name" | "state">; canWrite: boolean };

/** View, edit, log and delete of one row; a manager views and reads the log. */
export function TokenRowActions({ token, canWrite }: TokenRowActionsProps) {
  const [deleting, setDeleting] = useState(false);
  const changeable = canWrite && token.state !== "deleted";
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${token.name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link href={paths.token(token.id)}>
              <Eye />
              View
            </Link>
          </DropdownMenuItem>
          {changeable && (
            <DropdownMenuItem asChild>
              <Link href={paths.tokenDetails(token.id)}>
                <Pencil />
                Edit
              </Link>
            </DropdownMenuItem>
          )}
          <DropdownMenuItem asChild>
            <Link href={paths.tokenLog(token.id)}>
              <ScrollText />
              Log
            </Link>
          </DropdownMenuItem>
          {changeable && (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem variant="destructive" onSelect={() => setDeleting(true)}>
                <Trash2 />
                Delete…
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <DeleteTokenDialog token={token} open={deleting} onOpenChange={setDeleting} />
    </>
  );
}
