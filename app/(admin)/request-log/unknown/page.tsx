import { ListPage } from "@/components/data-table/list-page";
import { LogTabs } from "@/components/request-log/log-tabs";
import { UnknownSecretSheet } from "@/components/request-log/unknown-secret-sheet";
import { UnknownSecretTable } from "@/components/request-log/unknown-secret-table";
import { pageContext } from "@/lib/auth/current-user";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/paths";
import { findRequest } from "@/lib/request-log/queries";
import { listUnknownSecretRequests, listUnknownSecrets } from "@/lib/request-log/unknown-secret-queries";
import {
  type UnknownSecretQuery,
  unknownSecretList,
  unknownSecretQuery,
} from "@/lib/request-log/unknown-secret-schema";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Unknown secrets" };

type UnknownSecretsPageProps = { searchParams: Promise<SearchParams> };

export default async function UnknownSecretsPage({ searchParams }: UnknownSecretsPageProps) {
  const ctx = await pageContext("write");
  const params = await searchParams;
  const list = unknownSecretList.parse(params);
  const openId = openRow(params);
  return (
    <ListPage
      title="Unknown secrets"
      description="Refused requests without a known token, by how their secret begins and where they came from."
      downloadHref={paths.unknownSecretsDownload(unknownSecretList.toSearch(list))}
      columns={6}
      search={false}
      filters={["Time"]}
      above={<LogTabs />}
      sheet={openId && <OpenUnknownSecret key={openId} ctx={ctx} id={openId} />}
    >
      <UnknownSecrets ctx={ctx} query={unknownSecretQuery(list, new Date())} />
    </ListPage>
  );
}

async function UnknownSecrets({ ctx, query }: { ctx: Context; query: UnknownSecretQuery }) {
  return <UnknownSecretTable found={await listUnknownSecrets(ctx, query)} from={query.from} to={query.to} />;
}

const SHOWN_CALLS = 50;

async function OpenUnknownSecret({ ctx, id }: { ctx: Context; id: string }) {
  const call = await findRequest(ctx, { id });
  if (!call || call.tokenId !== null || call.code === null) return null;
  const { rows } = await listUnknownSecretRequests(ctx, call, SHOWN_CALLS);
  return <UnknownSecretSheet call={call} calls={rows} />;
}
