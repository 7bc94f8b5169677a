import { RequestSheet } from "@/components/request-log/request-sheet";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { listDeliveriesNear } from "@/lib/request-log/delivery-queries";
import { findRequest } from "@/lib/request-log/queries";

type OpenRequestProps = { ctx: Context; tokenId?: string; id: string };

/** Everything about the call that the address names; nothing when it is not there. */
export async function OpenRequest({ ctx, tokenId, id }: OpenRequestProps) {
  const call = await findRequest(ctx, { tokenId, id });
  if (!call) return null;
  const deliveries = await listDeliveriesNear(ctx, call);
  return <RequestSheet call={call} deliveries={deliveries} apiUrl={env().APP_URL} />;
}
