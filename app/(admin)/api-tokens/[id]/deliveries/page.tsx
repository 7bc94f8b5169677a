import { Suspense } from "react";
import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { OpenDelivery } from "@/app/(admin)/deliveries/open-delivery";
import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { DownloadButton } from "@/components/data-table/download-button";
import { DeliveryTable } from "@/components/deliveries/delivery-table";
import { RecoverDialog } from "@/components/deliveries/recover-dialog";
import { ofToken } from "@/lib/api-tokens/of-token";
import { pageContext } from "@/lib/auth/current-user";
import { listCallbacks } from "@/lib/callbacks/queries";
import { canWrite } from "@/lib/context";
import { listDeliveries } from "@/lib/deliveries/queries";
import { tokenDeliveryList } from "@/lib/deliveries/schema";
import { paths } from "@/lib/paths";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Token deliveries" };

type TokenDeliveriesPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function TokenDeliveriesPage({ params, searchParams }: TokenDeliveriesPageProps) {
  const ctx = await pageContext();
  const { id: tokenId, state } = await getTokenOr404(ctx, (await params).id);
  const given = await searchParams;
  const query = tokenDeliveryList.parse(given);
  const openId = openRow(given);
  const [page, callbacks] = await Promise.all([
    orEmptyPage(listDeliveries(ctx, ofToken(query, tokenId))),
    listCallbacks(ctx, tokenId),
  ]);
  const events = callbacks.filter(({ url }) => url !== "").map(({ eventType }) => eventType);
  const mayRecover = canWrite(ctx) && state !== "deleted" && events.length > 0;
  return (
    <>
      <DeliveryTable
        page={page}
        size={query.size}
        canWrite={canWrite(ctx)}
        toolbar={
          <div className="order-last flex flex-wrap gap-2">
            {mayRecover && <RecoverDialog tokenId={tokenId} events={events} />}
            <DownloadButton
              href={paths.tokenDeliveriesDownload(tokenId, tokenDeliveryList.toSearch(query))}
            />
          </div>
        }
      />
      {openId && (
        <Suspense key={openId}>
          <OpenDelivery ctx={ctx} tokenId={tokenId} id={openId} />
        </Suspense>
      )}
    </>
  );
}
