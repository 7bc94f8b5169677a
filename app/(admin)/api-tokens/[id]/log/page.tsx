import { Suspense } from "react";
import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { RequestHistogramPart } from "@/app/(admin)/request-log/histogram-part";
import { OpenRequest } from "@/app/(admin)/request-log/open-request";
import { DownloadButton } from "@/components/data-table/download-button";
import { RequestLogTable } from "@/components/request-log/request-log-table";
import { ofToken } from "@/lib/api-tokens/of-token";
import { pageContext } from "@/lib/auth/current-user";
import { csvSearch, paths } from "@/lib/paths";
import { listRequests } from "@/lib/request-log/queries";
import { canFollow, requestFilters, requestLogList, tokenRequestLogList } from "@/lib/request-log/schema";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Token log" };

type LogPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function LogPage({ params, searchParams }: LogPageProps) {
  const ctx = await pageContext();
  const { id: tokenId } = await getTokenOr404(ctx, (await params).id);
  const given = await searchParams;
  const query = tokenRequestLogList.parse(given);
  const openId = openRow(given);
  const ofThis = ofToken(query, tokenId);
  const filters = requestFilters(ofThis);
  const page = await orEmptyPage(listRequests(ctx, { ...query, filters }));
  const search = tokenRequestLogList.toSearch(query);
  return (
    <>
      <RequestHistogramPart ctx={ctx} filters={filters} />
      <RequestLogTable
        page={page}
        size={query.size}
        newHref={paths.requestLogNew(requestLogList.toSearch(ofThis))}
        canFollow={canFollow(query)}
        toolbar={
          <div className="order-last flex flex-wrap gap-2">
            <DownloadButton href={paths.tokenLogDownload(tokenId, search)} />
            <DownloadButton href={paths.tokenLogDownload(tokenId, csvSearch(search))} label="Download CSV" />
          </div>
        }
      />
      {openId && (
        <Suspense key={openId}>
          <OpenRequest ctx={ctx} tokenId={tokenId} id={openId} />
        </Suspense>
      )}
    </>
  );
}
