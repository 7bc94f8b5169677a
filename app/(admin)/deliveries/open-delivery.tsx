import { DeliverySheet } from "@/components/deliveries/delivery-sheet";
import { type Context, canWrite } from "@/lib/context";
import { findDelivery } from "@/lib/deliveries/queries";
import { FIXED_HEADERS } from "@/lib/outbound/send";

type OpenDeliveryProps = { ctx: Context; tokenId?: string; id: string };

/** Everything about the delivery that the address names; nothing when it is not there. */
export async function OpenDelivery({ ctx, tokenId, id }: OpenDeliveryProps) {
  const delivery = await findDelivery(ctx, id);
  if (!delivery || (tokenId !== undefined && delivery.tokenId !== tokenId)) return null;
  return <DeliverySheet delivery={delivery} headers={FIXED_HEADERS} canWrite={canWrite(ctx)} />;
}
