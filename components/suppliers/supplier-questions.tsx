"use client";

import { ArchiveSupplierDialog } from "@/components/suppliers/archive-supplier-dialog";
import { RestoreSupplierDialog } from "@/components/suppliers/restore-supplier-dialog";
import type { SupplierRow } from "@/lib/suppliers/schema";

/** What is being asked about a supplier; kept apart from its state, which changes while the question is open. */
export type SupplierQuestion = "archive" | "restore" | null;

export type SupplierQuestionsProps = {
  supplier: Pick<SupplierRow, "id" | "name">;
  asked: SupplierQuestion;
  onAnswered: () => void;
};

/** Asks before a supplier is archived or restored. */
export function SupplierQuestions({ supplier, asked, onAnswered }: SupplierQuestionsProps) {
  const close = (open: boolean) => {
    if (!open) onAnswered();
  };
  return (
    <>
      <ArchiveSupplierDialog supplier={supplier} open={asked === "archive"} onOpenChange={close} />
      <RestoreSupplierDialog supplier={supplier} open={asked === "restore"} onOpenChange={close} />
    </>
  );
}
