"use client";

import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { restoreSupplierAction } from "@/lib/suppliers/actions";
import type { SupplierRow } from "@/lib/suppliers/schema";

export type RestoreSupplierDialogProps = {
  supplier: Pick<SupplierRow, "id" | "name">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

export function RestoreSupplierDialog({ supplier, open, onOpenChange }: RestoreSupplierDialogProps) {
  return (
    <ConfirmDialog
      title={`Restore ${supplier.name}?`}
      verb="Restore supplier"
      action={restoreSupplierAction}
      input={{ id: supplier.id }}
      open={open}
      onOpenChange={onOpenChange}
    >
      It is back in the list and can be chosen for tokens. Its paused tokens stay paused until you resume
      them.
    </ConfirmDialog>
  );
}
