import { ListPage } from "@/components/data-table/list-page";
import { UserTable } from "@/components/users/user-table";
import { pageContext } from "@/lib/auth/current-user";
import { type Context, canWrite } from "@/lib/context";
import { paths } from "@/lib/paths";
import { filterSearch, type ListQueryOf, type SearchParams } from "@/lib/table/list-params";
import { listUsers } from "@/lib/users/queries";
import { userList } from "@/lib/users/schema";

export const metadata = { title: "Users" };

type UsersPageProps = { searchParams: Promise<SearchParams> };

export default async function UsersPage({ searchParams }: UsersPageProps) {
  const ctx = await pageContext();
  const query = userList.parse(await searchParams);
  return (
    <ListPage
      title="Users"
      description="Everybody who ever signed in. Roles come from the identity provider and are not edited here."
      downloadHref={paths.usersDownload(filterSearch(userList, query))}
      columns={6}
      filters={["Role", "State"]}
    >
      <Users ctx={ctx} query={query} />
    </ListPage>
  );
}

async function Users({ ctx, query }: { ctx: Context; query: ListQueryOf<typeof userList> }) {
  const { rows, total } = await listUsers(ctx, query);
  const selfId = ctx.actor.type === "user" ? ctx.actor.id : null;
  return <UserTable rows={rows} total={total} query={query} canWrite={canWrite(ctx)} selfId={selfId} />;
}
