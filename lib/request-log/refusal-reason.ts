import { PERMISSION_LABELS } from "../api-tokens/permissions";
import type { RequestLogRow } from "./schema";

/** Why a call was refused: its code, and the missing permission by its label; null when it was served. */
export function refusalReason({
  code,
  missingPermission,
}: Pick<RequestLogRow, "code" | "missingPermission">): string | null {
  if (missingPermission === null) return code;
  const label = Object.entries(PERMISSION_LABELS).find(([permission]) => permission === missingPermission);
  return `${code}: ${label?.[1] ?? missingPermission}`;
}
