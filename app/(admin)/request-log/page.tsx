import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { RequestHistogramPart } from "@/app/(admin)/request-log/histogram-part";
import { OpenRequest } from "@/app/(admin)/request-log/open-request";
import { ListPage } from "@/components/data-table/list-page";
import { LogTabs } from "@/components/request-log/log-tabs";
import { RequestLogTable } from "@/components/request-log/request-log-table";
import { listTokenNames } from "@/lib/api-tokens/name-queries";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { env } from "@/lib/env";
import { csvSearch, paths } from "@/lib/paths";
import { listRequests } from "@/lib/request-log/queries";
import { canFollow, type RequestLogQuery, requestFilters, requestLogList } from "@/lib/request-log/schema";
import { listSuppliersById } from "@/lib/suppliers/queries";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Request log" };

type RequestLogPageProps = { searchParams: Promise<SearchParams> };

function description(ctx: Context): string {
  const words = `Every request with a known token, kept for ${env().REQUEST_LOG_RETENTION_DAYS} days.`;
  return canWrite(ctx) ? `${words} Refused ones without one are under Unknown secrets.` : words;
}

export default async function RequestLogPage({ searchParams }: RequestLogPageProps) {
  const ctx = await pageContext();
  const params = await searchParams;
  const query = requestLogList.parse(params);
  const openId = openRow(params);
  const search = requestLogList.toSearch(query);
  return (
    <ListPage
      title="Request log"
      description={description(ctx)}
      downloadHref={paths.requestLogDownload(search)}
      csvHref={paths.requestLogDownload(csvSearch(search))}
      columns={8}
      filters={["Status", "Token", "Supplier", "Route", "Code", "Time", "Live switch"]}
      above={
        <>
          {canWrite(ctx) && <LogTabs />}
          <RequestHistogramPart ctx={ctx} filters={requestFilters(query)} />
        </>
      }
      sheet={openId && <OpenRequest key={openId} ctx={ctx} id={openId} />}
    >
      <Calls ctx={ctx} query={query} newHref={paths.requestLogNew(search)} />
    </ListPage>
  );
}

type CallsProps = { ctx: Context; query: RequestLogQuery; newHref: string };

async function Calls({ ctx, query, newHref }: CallsProps) {
  const [page, tokens, suppliers] = await Promise.all([
    orEmptyPage(listRequests(ctx, { ...query, filters: requestFilters(query) })),
    listTokenNames(ctx, query.filters.token),
    listSuppliersById(ctx, query.filters.supplier),
  ]);
  return (
    <RequestLogTable
      page={page}
      size={query.size}
      parties={{ tokens, suppliers }}
      newHref={newHref}
      canFollow={canFollow(query)}
    />
  );
}
