import { orEmptyPage } from "@/app/(admin)/or-empty-page";
import { AuditSheet } from "@/components/audit/audit-sheet";
import { AuditTable } from "@/components/audit/audit-table";
import { ListPage } from "@/components/data-table/list-page";
import { type AuditQuery, findAuditRow, listAuditLog, listAuditPeople } from "@/lib/audit/queries";
import { auditLogList } from "@/lib/audit/schema";
import { pageContext } from "@/lib/auth/current-user";
import type { Context } from "@/lib/context";
import { paths } from "@/lib/paths";
import { openRow } from "@/lib/table/keyset-params";
import type { SearchParams } from "@/lib/table/list-params";

export const metadata = { title: "Audit log" };

type AuditLogPageProps = { searchParams: Promise<SearchParams> };

export default async function AuditLogPage({ searchParams }: AuditLogPageProps) {
  const ctx = await pageContext();
  const params = await searchParams;
  const query = auditLogList.parse(params);
  const openId = openRow(params);
  return (
    <ListPage
      title="Audit log"
      downloadHref={paths.auditLogDownload(auditLogList.toSearch(query))}
      columns={5}
      filters={["Person", "Kind", "Time"]}
      sheet={openId && <OpenChange key={openId} ctx={ctx} id={openId} />}
    >
      <Changes ctx={ctx} query={query} />
    </ListPage>
  );
}

async function Changes({ ctx, query }: { ctx: Context; query: AuditQuery }) {
  const [page, people] = await Promise.all([orEmptyPage(listAuditLog(ctx, query)), listAuditPeople(ctx)]);
  return <AuditTable page={page} size={query.size} people={people} />;
}

async function OpenChange({ ctx, id }: { ctx: Context; id: string }) {
  const row = await findAuditRow(ctx, id);
  return row && <AuditSheet row={row} />;
}
