import { z } from "zod";
import {
  beginsBeforeItEnds,
  conversationFilters,
  locationFilters,
  messageFilters,
  partyFilters,
} from "../conversations/schema";

/** The kinds of files, the first of which is made unless another one is asked for. */
export const EXPORT_FORMATS = ["ndjson", "csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

const format = z
  .enum(EXPORT_FORMATS, { error: `Choose one of ${EXPORT_FORMATS.join(", ")}.` })
  .optional()
  .describe("The kind of file. Without it Accept chooses: ndjson, unless it takes another one better.");

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

type ChosenFormat = { format: ExportFormat };

export type ExportConversationsInput = z.output<typeof exportConversationsInput> & ChosenFormat;
export type ExportMessagesInput = z.output<typeof exportMessagesInput> & ChosenFormat;
export type ExportLocationsInput = z.output<typeof exportLocationsInput> & ChosenFormat;
