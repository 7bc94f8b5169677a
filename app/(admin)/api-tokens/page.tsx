import { Plus } from "lucide-react";
import Link from "next/link";
import { Suspense } from "react";
import { TokenTable } from "@/components/api-tokens/token-table";
import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { DownloadButton } from "@/components/data-table/download-button";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";
import { Button } from "@/components/ui/button";
import { listTokens } from "@/lib/api-tokens/queries";
import { tokenList } from "@/lib/api-tokens/schema";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { paths } from "@/lib/paths";
import { listSupplierOptions } from "@/lib/suppliers/queries";
import type { ListQueryOf, SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Tokens" };

type TokensPageProps = { searchParams: Promise<SearchParams> };

export default async function TokensPage({ searchParams }: TokensPageProps) {
  const ctx = await pageContext();
  const query = tokenList.parse(await searchParams);
  const filters = tokenList.toSearchParams({ q: query.q, filters: query.filters }).toString();
  return (
    <PageBody wide>
      <PageHeader
        title="API access tokens"
        description={<TimeZoneNote />}
        actions={
          <>
            <DownloadButton href={paths.tokensDownload(filters && `?${filters}`)} />
            {canWrite(ctx) && (
              <Button asChild>
                <Link href={paths.newToken()}>
                  <Plus />
                  New token
                </Link>
              </Button>
            )}
          </>
        }
      />
      <Suspense fallback={<DataTableSkeleton columns={7} />}>
        <Tokens ctx={ctx} query={query} />
      </Suspense>
    </PageBody>
  );
}

async function Tokens({ ctx, query }: { ctx: Context; query: ListQueryOf<typeof tokenList> }) {
  const [{ rows, total }, suppliers] = await Promise.all([listTokens(ctx, query), listSupplierOptions(ctx)]);
  return (
    <TokenTable rows={rows} total={total} query={query} suppliers={suppliers} canWrite={canWrite(ctx)} />
  );
}
