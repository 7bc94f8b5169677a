import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { TokenOverview } from "@/components/api-tokens/token-overview";
import { listChanges } from "@/lib/audit/queries";
import { pageContext } from "@/lib/auth/current-user";
import { listCallbacks } from "@/lib/callbacks/queries";
import { listTokenRequests } from "@/lib/request-log/queries";

export const metadata = { title: "Token" };

type TokenPageProps = { params: Promise<{ id: string }> };

export default async function TokenPage({ params }: TokenPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const [callbacks, calls, changes] = await Promise.all([
    listCallbacks(ctx, token.id),
    listTokenRequests(ctx, { tokenId: token.id, size: 10 }),
    listChanges(ctx, { type: "api_token", id: token.id, limit: 5 }),
  ]);
  return <TokenOverview token={token} callbacks={callbacks} calls={calls.rows} changes={changes} />;
}
