import { PERMISSION_LABELS } from "@/lib/api-tokens/permissions";
import type { RequestLogRow } from "@/lib/request-log/schema";

/** Why a call was refused: its code, with the permission that was missing; null for a served one. */
export function refusalReason({
  code,
  missingPermission,
}: Pick<RequestLogRow, "code" | "missingPermission">): string | null {
  if (missingPermission === null) return code;
  const label = Object.entries(PERMISSION_LABELS).find(([permission]) => permission === missingPermission);
  return `${code}: ${label?.[1] ?? missingPermission}`;
}
