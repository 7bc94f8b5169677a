import { ListPage } from "@/components/data-table/list-page";
import { ManagedNumberTable } from "@/components/managed-numbers/managed-number-table";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { listManagedNumbers } from "@/lib/managed-numbers/queries";
import { managedNumberList } from "@/lib/managed-numbers/schema";
import { paths } from "@/lib/paths";
import { filterSearch, type ListQueryOf, type SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Managed numbers" };

type ManagedNumbersPageProps = { searchParams: Promise<SearchParams> };

export default async function ManagedNumbersPage({ searchParams }: ManagedNumbersPageProps) {
  const ctx = await pageContext();
  const query = managedNumberList.parse(await searchParams);
  return (
    <ListPage
      title="Managed numbers"
      description="The WhatsApp business numbers whose conversations tokens may see."
      downloadHref={paths.managedNumbersDownload(filterSearch(managedNumberList, query))}
      columns={5}
    >
      <ManagedNumbers ctx={ctx} query={query} />
    </ListPage>
  );
}

type PartProps = { ctx: Context; query: ListQueryOf<typeof managedNumberList> };

async function ManagedNumbers({ ctx, query }: PartProps) {
  const { rows, total } = await listManagedNumbers(ctx, query);
  return <ManagedNumberTable rows={rows} total={total} query={query} canWrite={canWrite(ctx)} />;
}
