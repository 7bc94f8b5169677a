import { Suspense } from "react";
import { getSupplierOr404 } from "@/app/(admin)/suppliers/[id]/supplier";
import { ChangeList } from "@/components/audit/change-list";
import { PageBody } from "@/components/layout/page-body";
import { SupplierFacts } from "@/components/suppliers/supplier-facts";
import { SupplierHeader } from "@/components/suppliers/supplier-header";
import { SupplierTokens } from "@/components/suppliers/supplier-tokens";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { listTokens } from "@/lib/api-tokens/list-queries";
import { tokenList } from "@/lib/api-tokens/schema";
import { listChanges } from "@/lib/audit/queries";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { paths } from "@/lib/paths";

export const metadata = { title: "Supplier" };

type SupplierPageProps = { params: Promise<{ id: string }> };

export default async function SupplierPage({ params }: SupplierPageProps) {
  const ctx = await pageContext();
  const supplier = await getSupplierOr404(ctx, (await params).id);
  return (
    <PageBody wide>
      <SupplierHeader supplier={supplier} canWrite={canWrite(ctx)} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        <div className="grid min-w-0 gap-5">
          <Card>
            <CardHeader>
              <CardTitle>Supplier</CardTitle>
            </CardHeader>
            <CardContent className="py-1.5">
              <SupplierFacts supplier={supplier} />
            </CardContent>
          </Card>
          <Suspense fallback={<Skeleton className="h-40" />}>
            <Changes ctx={ctx} supplierId={supplier.id} name={supplier.name} />
          </Suspense>
        </div>
        <Suspense fallback={<Skeleton className="h-96" />}>
          <Tokens ctx={ctx} supplierId={supplier.id} />
        </Suspense>
      </div>
    </PageBody>
  );
}

type PartProps = { ctx: Context; supplierId: string };

async function Tokens({ ctx, supplierId }: PartProps) {
  const query = tokenList.parse({ supplier: supplierId, size: "10" });
  const { rows, total } = await listTokens(ctx, query);
  return <SupplierTokens supplierId={supplierId} tokens={rows} total={total} />;
}

async function Changes({ ctx, supplierId, name }: PartProps & { name: string }) {
  const changes = await listChanges(ctx, { type: "supplier", id: supplierId, limit: 5 });
  return (
    <Card>
      <CardHeader>
        <CardTitle>Last changes</CardTitle>
        <Link
          href={paths.auditLog(`?${new URLSearchParams({ q: name })}`)}
          className="py-0.5 text-sm text-primary hover:underline"
        >
          Audit log
        </Link>
      </CardHeader>
      <CardContent>
        <ChangeList changes={changes} />
      </CardContent>
    </Card>
  );
}
