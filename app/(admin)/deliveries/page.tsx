import { Suspense } from "react";
import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { DataTableSkeleton } from "@/components/data-table/data-table-skeleton";
import { DownloadButton } from "@/components/data-table/download-button";
import { DeliverySheet } from "@/components/deliveries/delivery-sheet";
import { DeliveryTable } from "@/components/deliveries/delivery-table";
import { PageBody } from "@/components/layout/page-body";
import { PageHeader } from "@/components/layout/page-header";
import { TimeZoneNote } from "@/components/layout/relative-time";
import { pageContext } from "@/lib/auth/current-user";
import type { Context } from "@/lib/context";
import { type DeliveryQuery, findDelivery, listDeliveries, listTokenNames } from "@/lib/deliveries/queries";
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
    <PageBody wide>
      <PageHeader
        title="Deliveries"
        description={<TimeZoneNote />}
        actions={<DownloadButton href={paths.deliveriesDownload(deliveryList.toSearch(query))} />}
      />
      <Suspense fallback={<DataTableSkeleton columns={6} />}>
        <Deliveries ctx={ctx} query={query} />
      </Suspense>
      {openId && (
        <Suspense>
          <OpenDelivery key={openId} ctx={ctx} id={openId} />
        </Suspense>
      )}
    </PageBody>
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
