import { OpenDelivery } from "@/app/(admin)/deliveries/open-delivery";
import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { ListPage } from "@/components/data-table/list-page";
import { DeliveryTable } from "@/components/deliveries/delivery-table";
import { listTokenNames } from "@/lib/api-tokens/name-queries";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { listDeliveries } from "@/lib/deliveries/queries";
import { type DeliveryQuery, deliveryList } from "@/lib/deliveries/schema";
import { paths } from "@/lib/paths";
import { listSuppliersById } from "@/lib/suppliers/queries";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Deliveries" };

type DeliveriesPageProps = { searchParams: Promise<SearchParams> };

export default async function DeliveriesPage({ searchParams }: DeliveriesPageProps) {
  const ctx = await pageContext();
  const params = await searchParams;
  const query = deliveryList.parse(params);
  const openId = openRow(params);
  return (
    <ListPage
      title="Deliveries"
      description="What the callbacks of all tokens are owed and got."
      downloadHref={paths.deliveriesDownload(deliveryList.toSearch(query))}
      columns={6}
      filters={["State", "Event", "Token", "Supplier", "Time"]}
      sheet={openId && <OpenDelivery key={openId} ctx={ctx} id={openId} />}
    >
      <Deliveries ctx={ctx} query={query} />
    </ListPage>
  );
}

async function Deliveries({ ctx, query }: { ctx: Context; query: DeliveryQuery }) {
  const [page, tokens, suppliers] = await Promise.all([
    orEmptyPage(listDeliveries(ctx, query)),
    listTokenNames(ctx, query.filters.token),
    listSuppliersById(ctx, query.filters.supplier),
  ]);
  return (
    <DeliveryTable page={page} size={query.size} parties={{ tokens, suppliers }} canWrite={canWrite(ctx)} />
  );
}
