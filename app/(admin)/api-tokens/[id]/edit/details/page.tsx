import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { DetailsForm } from "@/components/api-tokens/details-form";
import { pageContext } from "@/lib/auth/current-user";
import { canWrite } from "@/lib/context";
import { listSupplierOptions } from "@/lib/suppliers/queries";

export const metadata = { title: "Token details" };

type DetailsPageProps = { params: Promise<{ id: string }> };

export default async function DetailsPage({ params }: DetailsPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const suppliers = await listSupplierOptions(ctx);
  const known = suppliers.some(({ id }) => id === token.supplierId);
  const own = { id: token.supplierId, name: token.supplierName };
  return (
    <DetailsForm
      token={token}
      suppliers={known ? suppliers : [own, ...suppliers]}
      readOnly={!canWrite(ctx) || token.state === "deleted"}
    />
  );
}
