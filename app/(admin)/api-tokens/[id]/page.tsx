import { cookies } from "next/headers";
import { getTokenOr404 } from "@/app/(admin)/api-tokens/[id]/token";
import { routes } from "@/app/api/routes";
import { TokenOverview } from "@/components/api-tokens/token-overview";
import { parseTimeZone, timeZoneCookie } from "@/components/layout/time-zone";
import { countVisible } from "@/lib/api-tokens/preview-queries";
import type { TokenDetails } from "@/lib/api-tokens/schema";
import { listUnusedPermissions } from "@/lib/api-tokens/usage-queries";
import { findLastActor, listChanges } from "@/lib/audit/queries";
import { pageContext } from "@/lib/auth/current-user";
import { listCallbacks } from "@/lib/callbacks/queries";
import { type Context, canWrite } from "@/lib/context";
import { routesByPermission } from "@/lib/http/route-doc";
import { countRequestsByTime } from "@/lib/request-log/chart-queries";
import { listRequests } from "@/lib/request-log/queries";

export const metadata = { title: "Token" };

type TokenPageProps = { params: Promise<{ id: string }> };

const ENDINGS: Partial<Record<TokenDetails["state"], string>> = {
  paused: "api_token.paused",
  deleted: "api_token.deleted",
};

async function findActor(ctx: Context, { id, state }: TokenDetails): Promise<string | null> {
  const action = ENDINGS[state];
  if (action === undefined) return null;
  return (await findLastActor(ctx, { type: "api_token", id, action }))?.actorLabel ?? null;
}

export default async function TokenPage({ params }: TokenPageProps) {
  const ctx = await pageContext();
  const token = await getTokenOr404(ctx, (await params).id);
  const timeZone = parseTimeZone((await cookies()).get(timeZoneCookie)?.value);
  const [actor, unused, callbacks, calls, changes] = await Promise.all([
    findActor(ctx, token),
    listUnusedPermissions(ctx, { tokenId: token.id, routes: routesByPermission(routes) }),
    listCallbacks(ctx, token.id),
    listRequests(ctx, { filters: { tokenId: token.id }, size: 10 }),
    listChanges(ctx, { type: "api_token", id: token.id, limit: 5 }),
  ]);
  const now = new Date();
  const ofToken = { tokenId: token.id, now, timeZone };
  return (
    <TokenOverview
      token={token}
      now={now}
      timeZone={timeZone}
      canWrite={canWrite(ctx) && token.state !== "deleted"}
      actor={actor}
      counts={token.state === "deleted" ? null : countVisible(ctx, token)}
      requests={{
        hours: countRequestsByTime(ctx, { ...ofToken, span: "hours" }),
        days: countRequestsByTime(ctx, { ...ofToken, span: "days" }),
      }}
      unused={unused}
      callbacks={callbacks}
      calls={calls.rows}
      changes={changes}
    />
  );
}
