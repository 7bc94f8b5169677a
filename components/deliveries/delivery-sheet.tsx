import { TokenLink } from "@/components/api-tokens/token-link";
import { RowSheet } from "@/components/data-table/row-sheet";
import { AttemptList } from "@/components/deliveries/attempt-list";
import { DeliveryActions } from "@/components/deliveries/delivery-actions";
import { DeliveryReason } from "@/components/deliveries/delivery-reason";
import { DeliveryRequest } from "@/components/deliveries/delivery-request";
import { DeliveryStateBadge } from "@/components/deliveries/delivery-state-badge";
import { DescriptionItem, DescriptionList } from "@/components/layout/description-list";
import { DateTime } from "@/components/layout/relative-time";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import type { DeliveryDetails } from "@/lib/deliveries/schema";
import { formatCount, formatNumber } from "@/lib/format/numbers";
import { paths } from "@/lib/paths";

export type DeliverySheetProps = {
  delivery: DeliveryDetails;
  /** The headers that every callback has. */
  headers: Record<string, string>;
  canWrite: boolean;
};

function CopyableId({ id, label }: { id: string; label: string }) {
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0">{id}</span>
      <CopyButton value={id} label={label} iconOnly variant="ghost" className="-my-1" />
    </span>
  );
}

/** One delivery: why it waits, what it sends, its attempts, and what can be done with it. */
export function DeliverySheet({ delivery, headers, canWrite }: DeliverySheetProps) {
  const { newestAttempts, attempts, deliveredAt } = delivery;
  const isPending = delivery.state === "pending";
  return (
    <RowSheet
      rowId={delivery.id}
      title={EVENT_LABELS[delivery.eventType]}
      badge={<DeliveryStateBadge delivery={delivery} />}
    >
      {canWrite && <DeliveryActions key={delivery.attempts} delivery={delivery} />}
      <DescriptionList>
        {delivery.state !== "delivered" && (
          <DescriptionItem term="Why">
            <DeliveryReason delivery={delivery} />
          </DescriptionItem>
        )}
        <DescriptionItem term="Token">
          <TokenLink token={delivery} />
        </DescriptionItem>
        <DescriptionItem term="Supplier">
          <bdi>{delivery.supplierName}</bdi>
        </DescriptionItem>
        <DescriptionItem term="Endpoint now" mono>
          {delivery.url || "–"}
        </DescriptionItem>
        <DescriptionItem term="Created">
          <DateTime value={delivery.createdAt} format="seconds" />
        </DescriptionItem>
        <DescriptionItem term={isPending && deliveredAt !== null ? "Delivered before" : "Delivered"}>
          <DateTime value={delivery.deliveredAt} format="seconds" />
        </DescriptionItem>
        <DescriptionItem term="Delivery id" mono>
          <CopyableId id={delivery.id} label="Copy delivery id" />
        </DescriptionItem>
        <DescriptionItem term="Event id" mono>
          <CopyableId id={delivery.eventId} label="Copy event id" />
        </DescriptionItem>
        <DescriptionItem term="Conversation id" mono>
          <Link
            href={paths.tokenDeliveries(delivery.tokenId, `?q=${delivery.conversationId}`)}
            title="All deliveries of this conversation to the token"
            className="rounded-sm text-primary underline-offset-4 hover:underline"
          >
            {delivery.conversationId}
          </Link>
        </DescriptionItem>
      </DescriptionList>
      <section className="grid gap-2">
        <h3 className="text-sm font-medium">
          {attempts === 0 ? "No attempts yet" : formatCount(attempts, "attempt")}
        </h3>
        {newestAttempts.length > 0 && <AttemptList attempts={newestAttempts} url={delivery.url} />}
        {newestAttempts.length < attempts && newestAttempts.length > 0 && (
          <p className="text-sm text-muted-foreground">
            The newest {formatNumber(newestAttempts.length)} are shown.
          </p>
        )}
      </section>
      <DeliveryRequest delivery={delivery} headers={headers} />
    </RowSheet>
  );
}
