import { Badge } from "@/components/ui/badge";
import { UNUSED_AFTER_DAYS } from "@/lib/api-tokens/permissions";

export function UnusedBadge() {
  return <Badge tone="warning">Not used for {UNUSED_AFTER_DAYS} days</Badge>;
}
