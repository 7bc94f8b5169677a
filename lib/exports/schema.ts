import { z } from "zod";
import {
  beginsBeforeItEnds,
  conversationFilters,
  locationFilters,
  messageFilters,
  partyFilters,
} from "../conversations/schema";

const EXPORT_FORMATS = ["ndjson", "csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const format = z
  .enum(EXPORT_FORMATS, { error: `Choose one of ${EXPORT_FORMATS.join(", ")}.` })
  .default("ndjson")
  .describe("The kind of file.");

/** Which conversations to export, and as what. */
export const exportConversationsInput = z
  .strictObject({ format, ...conversationFilters })
  .check(beginsBeforeItEnds);

/** Which messages of all conversations to export, and as what. */
export const exportMessagesInput = z
  .strictObject({ format, ...messageFilters, ...partyFilters })
  .check(beginsBeforeItEnds);

/** Which locations to export, and as what. */
export const exportLocationsInput = z.strictObject({ format, ...locationFilters }).check(beginsBeforeItEnds);

export type ExportConversationsInput = z.output<typeof exportConversationsInput>;
export type ExportMessagesInput = z.output<typeof exportMessagesInput>;
export type ExportLocationsInput = z.output<typeof exportLocationsInput>;
