import { Plus } from "lucide-react";
import Link from "next/link";
import { Suspense } from "react";
import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { SupplierTable } from "@/components/suppliers/supplier-table";
import { Button } from "@/components/ui/button";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { paths } from "@/lib/paths";
import { listSuppliers } from "@/lib/suppliers/queries";
import { supplierList } from "@/lib/suppliers/schema";
import type { ListQueryOf, SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Suppliers" };

type SuppliersPageProps = { searchParams: Promise<SearchParams> };

export default async function SuppliersPage({ searchParams }: SuppliersPageProps) {
  const ctx = await pageContext();
  const query = supplierList.parse(await searchParams);
  return (
    <PageBody wide>
      <PageHeader
        title="Suppliers"
        description="Outside companies that are given tokens."
        actions={
          canWrite(ctx) && (
            <Button asChild>
              <Link href={paths.newSupplier()}>
                <Plus />
                New supplier
              </Link>
            </Button>
          )
        }
      />
      <Suspense fallback={<DataTableSkeleton columns={4} />}>
        <Suppliers ctx={ctx} query={query} />
      </Suspense>
    </PageBody>
  );
}

async function Suppliers({ ctx, query }: { ctx: Context; query: ListQueryOf<typeof supplierList> }) {
  const { rows, total } = await listSuppliers(ctx, query);
  return <SupplierTable rows={rows} total={total} query={query} canWrite={canWrite(ctx)} />;
}
