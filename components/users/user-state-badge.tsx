import { Badge, type BadgeTone } from "@/components/ui/badge";
import { formatNumber } from "@/lib/format/numbers";
import { USER_STATE_LABELS, type UserRow, type UserState } from "@/lib/users/schema";

const TONES: Record<UserState, BadgeTone> = {
  disabled: "expired",
  signed_in: "active",
  signed_out: "neutral",
};

/** Whether somebody may come in and is in, and in how many browsers when in several. */
export function UserStateBadge({ user }: { user: Pick<UserRow, "state" | "sessions"> }) {
  const inSeveral = user.state === "signed_in" && user.sessions > 1;
  return (
    <Badge tone={TONES[user.state]}>
      {USER_STATE_LABELS[user.state]}
      {inSeveral && ` · ${formatNumber(user.sessions)} browsers`}
    </Badge>
  );
}
