import { Badge } from "@/components/ui/badge";
import { formatNumber } from "@/lib/format/numbers";
import { USER_STATE_LABELS, type UserRow } from "@/lib/users/schema";

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
