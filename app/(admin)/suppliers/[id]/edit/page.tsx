import { getSupplierOr404 } from "@/app/(admin)/suppliers/[id]/supplier";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { EditSupplierForm } from "@/components/suppliers/edit-supplier-form";
import { pageContext } from "@/lib/auth/current-user";
import { paths } from "@/lib/paths";

export const metadata = { title: "Edit supplier" };

type EditSupplierPageProps = { params: Promise<{ id: string }> };

export default async function EditSupplierPage({ params }: EditSupplierPageProps) {
  const ctx = await pageContext("write");
  const supplier = await getSupplierOr404(ctx, (await params).id);
  return (
    <PageBody>
      <PageHeader
        title="Edit supplier"
        breadcrumb={[
          { label: "Suppliers", href: paths.suppliers() },
          { label: supplier.name, href: paths.supplier(supplier.id) },
        ]}
      />
      <EditSupplierForm supplier={supplier} />
    </PageBody>
  );
}
