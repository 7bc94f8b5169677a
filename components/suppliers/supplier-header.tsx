"use client";

import { Archive, ArchiveRestore, Pencil, Plus } from "lucide-react";
import { useState } from "react";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";
import { ArchivedBadge } from "@/components/suppliers/archived-badge";
import { type SupplierQuestion, SupplierQuestions } from "@/components/suppliers/supplier-questions";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { paths } from "@/lib/paths";
import type { SupplierRow } from "@/lib/suppliers/schema";

export type SupplierHeaderProps = { supplier: SupplierRow; canWrite: boolean };

/** The supplier's name and what can be done with it. */
export function SupplierHeader({ supplier, canWrite }: SupplierHeaderProps) {
  const [asked, setAsked] = useState<SupplierQuestion>(null);
  const isArchived = supplier.archivedAt !== null;
  return (
    <>
      <PageHeader
        title={supplier.name}
        breadcrumb={[{ label: "Suppliers", href: paths.suppliers() }]}
        badge={isArchived && <ArchivedBadge />}
        description={<TimeZoneNote />}
        actions={
          canWrite && (
            <>
              <Button asChild variant="outline">
                <Link href={paths.editSupplier(supplier.id)}>
                  <Pencil />
                  Edit
                </Link>
              </Button>
              <Button variant="outline" onClick={() => setAsked(isArchived ? "restore" : "archive")}>
                {isArchived ? <ArchiveRestore /> : <Archive />}
                {isArchived ? "Restore" : "Archive"}
              </Button>
              {!isArchived && (
                <Button asChild>
                  <Link href={paths.newToken(supplier.id)}>
                    <Plus />
                    Create token
                  </Link>
                </Button>
              )}
            </>
          )
        }
      />
      <SupplierQuestions supplier={supplier} asked={asked} onAnswered={() => setAsked(null)} />
    </>
  );
}
