"use client";

import { Archive, ArchiveRestore, Ellipsis, Eye, Pencil } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { ArchiveSupplierDialog } from "@/components/suppliers/archive-supplier-dialog";
import { RestoreSupplierDialog } from "@/components/suppliers/restore-supplier-dialog";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { paths } from "@/lib/paths";
import type { SupplierRow } from "@/lib/suppliers/schema";

export type SupplierRowActionsProps = { supplier: SupplierRow; canWrite: boolean };

/** View, edit, archive or restore of one row; a manager views. */
export function SupplierRowActions({ supplier, canWrite }: SupplierRowActionsProps) {
  const [asking, setAsking] = useState(false);
  const Question = supplier.archivedAt ? RestoreSupplierDialog : ArchiveSupplierDialog;
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
              <DropdownMenuItem onSelect={() => setAsking(true)}>
                {supplier.archivedAt ? <ArchiveRestore /> : <Archive />}
                {supplier.archivedAt ? "Restore…" : "Archive…"}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      <Question supplier={supplier} open={asking} onOpenChange={setAsking} />
    </>
  );
}
