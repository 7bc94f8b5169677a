import type { Permission } from "@/db/constants";
import { formatCount, formatCountUpTo, formatNumber } from "../format/numbers";
import type { VisibilitySettings, VisibleCounts } from "./schema";
import { MAX_COUNTED_MESSAGES } from "./settings";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

const DEEDS: Record<Permission, string> = {
  "conversations:read": "read conversations",
  "locations:read": "read locations",
  "data:export": "export data",
};

/** What the token may do: "May read conversations and read locations.", or what it could before it was deleted. */
export function permissionSentence(permissions: readonly Permission[], isDeleted = false): string {
  if (permissions.length === 0)
    return isDeleted ? "No permission was on." : "May only ask what it is itself: no permission is on.";
  return `${isDeleted ? "Could" : "May"} ${list.format(permissions.map((permission) => DEEDS[permission]))}.`;
}

function locationsIn(permissions: readonly Permission[], { locations }: VisibleCounts) {
  return permissions.includes("locations:read") && formatCount(locations, "location");
}

function listed(parts: readonly (string | false)[]): string | null {
  const there = parts.filter((part) => part !== false);
  return there.length === 0 ? null : list.format(there);
}

/** What the lists of the API answer: "1,204 conversations and 11 locations"; null without a permission to read. */
function readablePhrase(permissions: readonly Permission[], counts: VisibleCounts): string | null {
  return listed([
    permissions.includes("conversations:read") && formatCount(counts.conversations, "conversation"),
    locationsIn(permissions, counts),
  ]);
}

/** What can be downloaded as files: "1,204 conversations and 20,412 messages"; null without Data export. */
function downloadsPhrase(permissions: readonly Permission[], counts: VisibleCounts): string | null {
  if (!permissions.includes("data:export")) return null;
  return listed([
    formatCount(counts.conversations, "conversation"),
    formatCountUpTo(MAX_COUNTED_MESSAGES, counts.messages, "message"),
    locationsIn(permissions, counts),
  ]);
}

/** Of which numbers: "2 of 3 numbers", or "all 3 numbers, also future ones". */
function numbersPhrase(
  { seesAllNumbers }: Pick<VisibilitySettings, "seesAllNumbers">,
  { numbers, allNumbers }: VisibleCounts,
): string {
  if (seesAllNumbers) return `all ${formatCount(allNumbers, "number")}, also future ones`;
  return `${formatNumber(numbers)} of ${formatCount(allNumbers, "number")}`;
}

function contactsPhrase({ masksContacts }: Pick<VisibilitySettings, "masksContacts">): string {
  return masksContacts ? "contacts masked" : "contacts clear";
}

/** What a deleted token was set to see: "Nothing any more. It was set to 2 numbers, contacts masked." */
export function formerVisibilitySentence(
  settings: Pick<VisibilitySettings, "seesAllNumbers" | "numberIds" | "masksContacts">,
): string {
  const { seesAllNumbers, numberIds } = settings;
  const numbers = seesAllNumbers ? "all numbers" : formatCount(numberIds.length, "number");
  return `Nothing any more. It was set to ${numbers}, ${contactsPhrase(settings)}.`;
}

/**
 * What the token sees and can download: "1,204 conversations on 2 of 3 numbers, contacts masked. To download as files:
 * 1,204 conversations and 20,412 messages."
 */
export function visibilitySentence(settings: VisibilitySettings, counts: VisibleCounts): string {
  const numbers = numbersPhrase(settings, counts);
  const contacts = contactsPhrase(settings);
  const readable = readablePhrase(settings.permissions, counts);
  const downloads = downloadsPhrase(settings.permissions, counts);
  if (readable === null && downloads === null)
    return `Nothing: no permission is on. It is set to ${numbers}, ${contacts}.`;
  if (readable === null) return `Only as files to download: ${downloads} on ${numbers}, ${contacts}.`;
  const seen = `${readable} on ${numbers}, ${contacts}.`;
  return downloads === null ? seen : `${seen} To download as files: ${downloads}.`;
}

/** What a token with unsaved settings would see and could download, in one sentence. */
export function previewSentence(settings: VisibilitySettings, counts: VisibleCounts): string {
  const { permissions, seesAllNumbers, numberIds } = settings;
  if (!seesAllNumbers && numberIds.length === 0)
    return "This supplier would see nothing: no number is chosen.";
  const readable = readablePhrase(permissions, counts);
  const downloads = downloadsPhrase(permissions, counts);
  if (readable === null && downloads === null) return "This supplier would see nothing: no permission is on.";
  const where = formatCount(counts.numbers, "number");
  if (counts.conversations + counts.locations === 0) {
    const onlyLocations = downloads === null && !permissions.includes("conversations:read");
    return `This supplier would see nothing yet: ${where} without any ${onlyLocations ? "location" : "conversation"}.`;
  }
  if (readable === null)
    return `This supplier would see ${downloads} on ${where}, only as files to download.`;
  const seen = `This supplier would see ${readable} on ${where}`;
  return downloads === null ? `${seen}.` : `${seen}, and could download ${downloads} as files.`;
}
