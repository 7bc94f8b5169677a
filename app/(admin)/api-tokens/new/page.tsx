import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { routes } from "@/app/api/routes";
import { NewTokenForm } from "@/components/api-tokens/new-token-form";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";
import { draftOf, emptyDraft } from "@/lib/api-tokens/draft";
import { pageContext } from "@/lib/auth/current-user";
import { listCallbacks } from "@/lib/callbacks/queries";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { routesByPermission } from "@/lib/http/route-doc";
import { listManagedNumberOptions } from "@/lib/managed-numbers/queries";
import { paths } from "@/lib/paths";
import { listSupplierOptions } from "@/lib/suppliers/queries";

export const metadata = { title: "Create token" };

type Params = Record<string, string | string[] | undefined>;

/** The token that `?from=` names, with the number of its callbacks. */
async function readSource(ctx: Context, { from }: Params) {
  if (from === undefined) return undefined;
  const token = await getTokenOr404(ctx, String(from));
  const callbacks = await listCallbacks(ctx, token.id);
  return { token, callbacks: callbacks.filter(({ url }) => url !== "").length };
}

export default async function NewTokenPage({ searchParams }: { searchParams: Promise<Params> }) {
  const ctx = await pageContext("write");
  const params = await searchParams;
  const [source, suppliers, numbers] = await Promise.all([
    readSource(ctx, params),
    listSupplierOptions(ctx),
    listManagedNumberOptions(ctx),
  ]);
  const draft = source ? draftOf(source.token, new Date()) : emptyDraft(String(params.supplier ?? ""));
  const supplier = suppliers.find(({ id }) => id === draft.supplierId);
  return (
    <PageBody>
      <PageHeader
        title="Create token"
        breadcrumb={[{ label: "Tokens", href: paths.tokens() }]}
        description={
          <>
            {source && (
              <>
                With the settings of <bdi>{source.token.name}</bdi> and a secret of its own ·{" "}
              </>
            )}
            <TimeZoneNote />
          </>
        }
      />
      <NewTokenForm
        suppliers={suppliers}
        numbers={numbers}
        routes={routesByPermission(routes)}
        draft={{ ...draft, supplierId: supplier?.id ?? "" }}
        source={source && { id: source.token.id, callbacks: source.callbacks }}
        apiUrl={`${env().APP_URL}/api/v1`}
      />
    </PageBody>
  );
}
