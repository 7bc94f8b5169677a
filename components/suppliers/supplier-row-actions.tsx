"use client";

import { Archive, ArchiveRestore, Ellipsis, Eye, Pencil } from "lucide-react";
import { useState } from "react";
import { type SupplierQuestion, SupplierQuestions } from "@/components/suppliers/supplier-questions";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";
import type { SupplierRow } from "@/lib/suppliers/schema";

export type SupplierRowActionsProps = { supplier: SupplierRow; canWrite: boolean };

/** View, edit, archive or restore of one row; a manager views. */
export function SupplierRowActions({ supplier, canWrite }: SupplierRowActionsProps) {
  const [asked, setAsked] = useState<SupplierQuestion>(null);
  const isArchived = supplier.archivedAt !== null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${supplier.name}`}>
            <Ellipsis />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link href={paths.supplier(supplier.id)}>
              <Eye />
              View
            </Link>
          </DropdownMenuItem>
          {canWrite && (
            <>
              <DropdownMenuItem asChild>
                <Link href={paths.editSupplier(supplier.id)}>
                  <Pencil />
                  Edit
                </Link>
              </DropdownMenuItem>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setAsked(isArchived ? "restore" : "archive")}>
                {isArchived ? <ArchiveRestore /> : <Archive />}
                {isArchived ? "Restore…" : "Archive…"}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <SupplierQuestions supplier={supplier} asked={asked} onAnswered={() => setAsked(null)} />
    </>
  );
}
