import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { orNotFound } from "@/app/(admin)/or-not-found";
import { DownloadButton } from "@/components/data-table/download-button";
import { RequestLogTable } from "@/components/request-log/request-log-table";
import { pageContext } from "@/lib/auth/current-user";
import { paths } from "@/lib/paths";
import { listTokenRequests } from "@/lib/request-log/queries";
import { requestLogList } from "@/lib/request-log/schema";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Token log" };

type LogPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function LogPage({ params, searchParams }: LogPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const query = requestLogList.parse(await searchParams);
  const page = await orNotFound(listTokenRequests(ctx, { tokenId: token.id, ...query }));
  return (
    <RequestLogTable
      page={page}
      size={query.size}
      toolbar={<DownloadButton href={paths.tokenLogDownload(token.id)} />}
    />
  );
}
