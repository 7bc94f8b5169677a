import { permissionLabel } from "../api-tokens/permissions";
import type { RequestLogRow } from "./schema";

/** Why a call was refused: its code, and the missing permission by its label; null when it was served. */
export function refusalReason({
  code,
  missingPermission,
}: Pick<RequestLogRow, "code" | "missingPermission">): string | null {
  return missingPermission === null ? code : `${code}: ${permissionLabel(missingPermission)}`;
}
