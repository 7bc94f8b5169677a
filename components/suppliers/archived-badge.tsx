import { Archive } from "lucide-react";
import { Badge } from "@/components/ui/badge";

export function ArchivedBadge() {
  return <Badge icon={<Archive aria-hidden="true" />}>Archived</Badge>;
}
