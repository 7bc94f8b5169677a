import { Badge } from "@/components/ui/badge";
import { formatNumber } from "@/lib/format/numbers";
import type { UserRow } from "@/lib/users/schema";
import { USER_STATE_LABELS } from "@/lib/users/words";

/** Whether somebody may come in and is in, and in how many browsers when in several. */
export function UserStateBadge({ user }: { user: Pick<UserRow, "state" | "sessions"> }) {
  const label = USER_STATE_LABELS[user.state];
  if (user.state === "signed_out") return <span className="text-muted-foreground">{label}</span>;
  if (user.state === "disabled") return <Badge tone="expired">{label}</Badge>;
  return (
    <Badge tone="active">
      {label}
      {user.sessions > 1 && ` · ${formatNumber(user.sessions)} browsers`}
    </Badge>
  );
}
