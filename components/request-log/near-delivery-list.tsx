import { DeliveryStateBadge } from "@/components/deliveries/delivery-state-badge";
import { DateTime } from "@/components/layout/relative-time";
import { Link } from "@/components/ui/link";
import { EVENT_LABELS } from "@/lib/callbacks/words";
import { paths } from "@/lib/paths";
import type { NearDeliveries } from "@/lib/request-log/schema";
import { OPEN_PARAM } from "@/lib/table/list-query";

const TITLES: Record<NearDeliveries["by"], string> = {
  conversation: "Callbacks of this conversation",
  time: "The nearest callbacks within 10 minutes",
};

/** What the token of a call was owed beside it; a line leads to the delivery. */
export function NearDeliveryList({ deliveries: { by, rows } }: { deliveries: NearDeliveries }) {
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-medium">{TITLES[by]}</h3>
      {rows.length === 0 && <p className="text-sm text-muted-foreground">None.</p>}
      <ul className="grid gap-1.5">
        {rows.map((delivery) => (
          <li key={delivery.id} className="flex min-w-0 items-center gap-2 text-sm">
            <DeliveryStateBadge delivery={delivery} />
            <Link
              href={paths.deliveries(`?${OPEN_PARAM}=${delivery.id}`)}
              className="min-w-0 flex-1 truncate rounded-sm text-primary underline-offset-4 hover:underline"
            >
              {EVENT_LABELS[delivery.eventType]}
            </Link>
            <DateTime
              value={delivery.createdAt}
              format="seconds"
              className="shrink-0 text-xs text-muted-foreground"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
