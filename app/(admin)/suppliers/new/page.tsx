import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { NewSupplierForm } from "@/components/suppliers/new-supplier-form";
import { pageContext } from "@/lib/auth/current-user";
import { paths } from "@/lib/paths";

export const metadata = { title: "Create supplier" };

export default async function NewSupplierPage() {
  await pageContext("write");
  return (
    <PageBody>
      <PageHeader title="Create supplier" breadcrumb={[{ label: "Suppliers", href: paths.suppliers() }]} />
      <NewSupplierForm />
    </PageBody>
  );
}
