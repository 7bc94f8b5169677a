import { NewTokenForm } from "@/components/api-tokens/new-token-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { pageContext } from "@/lib/auth/current-user";
import { env } from "@/lib/env";
import { listManagedNumbers } from "@/lib/managed-numbers/queries";
import { paths } from "@/lib/paths";
import { listSupplierOptions } from "@/lib/suppliers/queries";

export const metadata = { title: "New token" };

export default async function NewTokenPage() {
  const ctx = await pageContext("write");
  const [suppliers, numbers] = await Promise.all([listSupplierOptions(ctx), listManagedNumbers(ctx)]);
  return (
    <PageBody>
      <PageHeader title="New token" breadcrumb={[{ label: "Tokens", href: paths.tokens() }]} />
      <NewTokenForm suppliers={suppliers} numbers={numbers} apiUrl={`${env().APP_URL}/api/v1`} />
    </PageBody>
  );
}
