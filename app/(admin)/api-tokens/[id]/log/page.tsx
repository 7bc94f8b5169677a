import { Suspense } from "react";
import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { DownloadButton } from "@/components/data-table/download-button";
import { RequestLogTable } from "@/components/request-log/request-log-table";
import { RequestSheet } from "@/components/request-log/request-sheet";
import { pageContext } from "@/lib/auth/current-user";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/paths";
import { findTokenRequest, listTokenRequests } from "@/lib/request-log/queries";
import { requestLogList } from "@/lib/request-log/schema";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Token log" };

type LogPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function LogPage({ params, searchParams }: LogPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const search = await searchParams;
  const query = requestLogList.parse(search);
  const openId = openRow(search);
  const page = await orEmptyPage(listTokenRequests(ctx, { tokenId: token.id, ...query }));
  return (
    <>
      <RequestLogTable
        page={page}
        size={query.size}
        toolbar={
          <div className="order-last">
            <DownloadButton href={paths.tokenLogDownload(token.id)} />
          </div>
        }
      />
      {openId && (
        <Suspense key={openId}>
          <OpenRequest ctx={ctx} tokenId={token.id} id={openId} />
        </Suspense>
      )}
    </>
  );
}

type OpenRequestProps = { ctx: Context; tokenId: string; id: string };

async function OpenRequest({ ctx, tokenId, id }: OpenRequestProps) {
  const call = await findTokenRequest(ctx, { tokenId, id });
  return call && <RequestSheet call={call} />;
}
