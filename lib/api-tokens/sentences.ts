import type { Permission } from "@/db/constants";
import { formatCount, formatNumber } from "../format/numbers";
import type { VisibilitySettings, VisibleCounts } from "./schema";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

const DEEDS: Record<Permission, string> = {
  "conversations:read": "read conversations",
  "locations:read": "read locations",
  "data:export": "export data",
};

/** What the token may do: "May read conversations and read locations." */
export function permissionSentence(permissions: readonly Permission[]): string {
  if (permissions.length === 0) return "May only ask what it is itself: no permission is on.";
  return `May ${list.format(permissions.map((permission) => DEEDS[permission]))}.`;
}

/** What the API answers in number: "1,204 conversations and 11 locations"; null when no permission lets it read. */
export function countsPhrase(
  permissions: readonly Permission[],
  { conversations, locations }: VisibleCounts,
): string | null {
  const parts = [
    permissions.includes("conversations:read") && formatCount(conversations, "conversation"),
    permissions.includes("locations:read") && formatCount(locations, "location"),
  ].filter((part) => part !== false);
  return parts.length === 0 ? null : list.format(parts);
}

/** Of which numbers: "2 of 3 numbers", or "all 3 numbers, also future ones". */
function numbersPhrase(
  { seesAllNumbers }: Pick<VisibilitySettings, "seesAllNumbers">,
  { numbers, allNumbers }: VisibleCounts,
): string {
  if (seesAllNumbers) return `all ${formatCount(allNumbers, "number")}, also future ones`;
  return `${formatNumber(numbers)} of ${formatCount(allNumbers, "number")}`;
}

/** What the token sees, in one sentence: "1,204 conversations and 11 locations on 2 of 3 numbers, contacts masked." */
export function visibilitySentence(settings: VisibilitySettings, counts: VisibleCounts): string {
  const numbers = numbersPhrase(settings, counts);
  const contacts = settings.masksContacts ? "contacts masked" : "contacts clear";
  const seen = countsPhrase(settings.permissions, counts);
  if (seen === null) return `Nothing: no permission to read is on. It is set to ${numbers}, ${contacts}.`;
  return `${seen} on ${numbers}, ${contacts}.`;
}
