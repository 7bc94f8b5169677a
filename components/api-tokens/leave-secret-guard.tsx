"use client";

import { LeaveGuard } from "@/components/form/leave-guard";

/** Asks before a secret that is shown goes away, for it can never be seen again. */
export function LeaveSecretGuard() {
  return (
    <LeaveGuard when title="Leave without storing the secret?">
      It is shown only here and can never be seen again. Copy it first, then press “I have stored it”.
    </LeaveGuard>
  );
}
