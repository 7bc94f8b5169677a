import { Plus } from "lucide-react";
import { ListPage } from "@/components/data-table/list-page";
import { SupplierTable } from "@/components/suppliers/supplier-table";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { paths } from "@/lib/paths";
import { listSuppliers } from "@/lib/suppliers/queries";
import { supplierList } from "@/lib/suppliers/schema";
import { filterSearch, type ListQueryOf, type SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Suppliers" };

type SuppliersPageProps = { searchParams: Promise<SearchParams> };

export default async function SuppliersPage({ searchParams }: SuppliersPageProps) {
  const ctx = await pageContext();
  const query = supplierList.parse(await searchParams);
  return (
    <ListPage
      title="Suppliers"
      description="Outside companies that are given tokens."
      downloadHref={paths.suppliersDownload(filterSearch(supplierList, query))}
      action={
        canWrite(ctx) && (
          <Button asChild>
            <Link href={paths.newSupplier()}>
              <Plus />
              Create supplier
            </Link>
          </Button>
        )
      }
      columns={6}
      filters={["State"]}
    >
      <Suppliers ctx={ctx} query={query} />
    </ListPage>
  );
}

async function Suppliers({ ctx, query }: { ctx: Context; query: ListQueryOf<typeof supplierList> }) {
  const { rows, total } = await listSuppliers(ctx, query);
  return <SupplierTable rows={rows} total={total} query={query} canWrite={canWrite(ctx)} />;
}
