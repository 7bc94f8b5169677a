import { ListPage } from "@/components/data-table/list-page";
import { LogTabs } from "@/components/request-log/log-tabs";
import { StrangerSheet } from "@/components/request-log/stranger-sheet";
import { StrangerTable } from "@/components/request-log/stranger-table";
import { pageContext } from "@/lib/auth/current-user";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/paths";
import { findRequest } from "@/lib/request-log/queries";
import { listStrangerRequests, listStrangers } from "@/lib/request-log/stranger-queries";
import { type StrangerQuery, strangerList, strangerQuery } from "@/lib/request-log/stranger-schema";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Unknown secrets" };

type UnknownSecretsPageProps = { searchParams: Promise<SearchParams> };

export default async function UnknownSecretsPage({ searchParams }: UnknownSecretsPageProps) {
  const ctx = await pageContext("write");
  const params = await searchParams;
  const list = strangerList.parse(params);
  const openId = openRow(params);
  return (
    <ListPage
      title="Unknown secrets"
      description="Refused requests without a known token, by how their secret begins and where they came from."
      downloadHref={paths.unknownSecretsDownload(strangerList.toSearch(list))}
      columns={6}
      search={false}
      filters={["Time"]}
      above={<LogTabs />}
      sheet={openId && <OpenStranger key={openId} ctx={ctx} id={openId} />}
    >
      <Strangers ctx={ctx} query={strangerQuery(list, new Date())} />
    </ListPage>
  );
}

async function Strangers({ ctx, query }: { ctx: Context; query: StrangerQuery }) {
  return <StrangerTable found={await listStrangers(ctx, query)} from={query.from} to={query.to} />;
}

const SHOWN_CALLS = 50;

async function OpenStranger({ ctx, id }: { ctx: Context; id: string }) {
  const call = await findRequest(ctx, { id });
  if (!call || call.tokenId !== null || call.code === null) return null;
  const { rows } = await listStrangerRequests(ctx, call, SHOWN_CALLS);
  return <StrangerSheet call={call} calls={rows} />;
}
