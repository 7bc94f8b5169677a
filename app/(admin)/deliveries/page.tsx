import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { ListPage } from "@/components/data-table/list-page";
import { DeliverySheet } from "@/components/deliveries/delivery-sheet";
import { DeliveryTable } from "@/components/deliveries/delivery-table";
import { listTokenNames } from "@/lib/api-tokens/name-queries";
import { pageContext } from "@/lib/auth/current-user";
import type { Context } from "@/lib/context";
import { type DeliveryQuery, findDelivery, listDeliveries } from "@/lib/deliveries/queries";
import { deliveryList } from "@/lib/deliveries/schema";
import { paths } from "@/lib/paths";
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
      downloadHref={paths.deliveriesDownload(deliveryList.toSearch(query))}
      columns={6}
      search={false}
      filters={["State", "Event"]}
      sheet={openId && <OpenDelivery key={openId} ctx={ctx} id={openId} />}
    >
      <Deliveries ctx={ctx} query={query} />
    </ListPage>
  );
}

async function Deliveries({ ctx, query }: { ctx: Context; query: DeliveryQuery }) {
  const [page, tokens] = await Promise.all([
    orEmptyPage(listDeliveries(ctx, query)),
    listTokenNames(ctx, query.filters.token),
  ]);
  return <DeliveryTable page={page} size={query.size} tokens={tokens} />;
}

async function OpenDelivery({ ctx, id }: { ctx: Context; id: string }) {
  const delivery = await findDelivery(ctx, id);
  return delivery && <DeliverySheet delivery={delivery} />;
}
