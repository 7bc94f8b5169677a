import { Plus } from "lucide-react";
import { ApiDocsMenu } from "@/components/api-docs/api-docs-menu";
import { TokenTable } from "@/components/api-tokens/token-table";
import { ListPage } from "@/components/data-table/list-page";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { listTokens } from "@/lib/api-tokens/list-queries";
import { tokenList } from "@/lib/api-tokens/schema";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { paths } from "@/lib/paths";
import { listSuppliersById } from "@/lib/suppliers/queries";
import { filterSearch, type ListQueryOf, type SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Tokens" };

type TokensPageProps = { searchParams: Promise<SearchParams> };

export default async function TokensPage({ searchParams }: TokensPageProps) {
  const ctx = await pageContext();
  const query = tokenList.parse(await searchParams);
  return (
    <ListPage
      title="API access tokens"
      downloadHref={paths.tokensDownload(filterSearch(tokenList, query))}
      tools={<ApiDocsMenu />}
      action={
        canWrite(ctx) && (
          <Button asChild>
            <Link href={paths.newToken()}>
              <Plus />
              Create token
            </Link>
          </Button>
        )
      }
      columns={7}
      filters={["State", "Supplier", "Permission", "Expires", "Never used"]}
    >
      <Tokens ctx={ctx} query={query} />
    </ListPage>
  );
}

async function Tokens({ ctx, query }: { ctx: Context; query: ListQueryOf<typeof tokenList> }) {
  const [{ rows, total }, suppliers] = await Promise.all([
    listTokens(ctx, query),
    listSuppliersById(ctx, query.filters.supplier),
  ]);
  return (
    <TokenTable rows={rows} total={total} query={query} suppliers={suppliers} canWrite={canWrite(ctx)} />
  );
}
