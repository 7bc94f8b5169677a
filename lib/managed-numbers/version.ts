import { sectionVersion } from "../section-version";
import type { ManagedNumberOption } from "./schema";

/** The version of what is edited of a managed number, its label. */
export function managedNumberVersion({ label }: Pick<ManagedNumberOption, "label">): string {
  return sectionVersion({ label });
}
