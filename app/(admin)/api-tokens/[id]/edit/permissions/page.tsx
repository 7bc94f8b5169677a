import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { routes } from "@/app/api/routes";
import { PermissionsForm } from "@/components/api-tokens/permissions-form";
import { listUnusedPermissions } from "@/lib/api-tokens/usage-queries";
import { pageContext } from "@/lib/auth/current-user";
import { canWrite } from "@/lib/context";
import { routesByPermission } from "@/lib/http/route-doc";
import { listManagedNumberOptions } from "@/lib/managed-numbers/queries";

export const metadata = { title: "Token permissions" };

type PermissionsPageProps = { params: Promise<{ id: string }> };

export default async function PermissionsPage({ params }: PermissionsPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const opened = routesByPermission(routes);
  const [numbers, unused] = await Promise.all([
    listManagedNumberOptions(ctx),
    listUnusedPermissions(ctx, { tokenId: token.id, routes: opened }),
  ]);
  return (
    <PermissionsForm
      token={token}
      numbers={numbers}
      routes={opened}
      unused={unused}
      readOnly={!canWrite(ctx) || token.state === "deleted"}
    />
  );
}
