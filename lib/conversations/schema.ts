import { z } from "zod";
import { CONVERSATION_STATUSES, MESSAGE_DIRECTIONS, MESSAGE_STATUSES } from "@/db/constants";
import { pageInput } from "../http/cursor";
import { instantInQuery, optionalChoice, optionalId, storableText } from "../input";

const period = (what: string) => ({
  from: instantInQuery.describe(`Only what was ${what} at this time or later.`),
  to: instantInQuery.describe(`Only what was ${what} before this time.`),
});

/** Refuses a period in which nothing can lie. */
export const beginsBeforeItEnds = z.refine<{ from: Date | null; to: Date | null }>(
  ({ from, to }) => from === null || to === null || from < to,
  { path: ["from"], error: "Give a time before to." },
);

/** Which managed number, and which contact. */
export const partyFilters = {
  managed_number_id: optionalId("managed number").describe(
    "Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list.",
  ),
  contact_id: optionalId("contact").describe("Only this contact."),
};

/** Which conversations; the period is that of `opened_at`. */
export const conversationFilters = {
  ...period("opened"),
  ...partyFilters,
  status: optionalChoice(CONVERSATION_STATUSES).describe("Only conversations in this status."),
};

/** Which messages; the period is that of `sent_at`. */
export const messageFilters = {
  ...period("sent"),
  direction: optionalChoice(MESSAGE_DIRECTIONS).describe("Only messages of this direction."),
  status: optionalChoice(MESSAGE_STATUSES).describe("Only messages in this status."),
  type: z
    .string()
    .max(100, "Use at most 100 characters.")
    .transform(storableText)
    .optional()
    .describe("Only messages of this type, such as text or image."),
};

/** Which locations; the period is that of `sent_at`. */
export const locationFilters = {
  ...period("sent"),
  ...partyFilters,
  conversation_id: optionalId("conversation").describe("Only what was sent in this conversation."),
  message_id: optionalId("message").describe("Only the position of this message, as callbacks name it."),
};

/** Which page of the conversations. */
export const listConversationsInput = z
  .strictObject({ ...pageInput, ...conversationFilters })
  .check(beginsBeforeItEnds);

/** Which page of a conversation's messages. */
export const listMessagesInput = z
  .strictObject({ ...pageInput, ...messageFilters })
  .check(beginsBeforeItEnds);

/** Which page of the locations. */
export const listLocationsInput = z
  .strictObject({ ...pageInput, ...locationFilters })
  .check(beginsBeforeItEnds);

export type ListConversationsInput = z.output<typeof listConversationsInput>;
export type ListMessagesInput = z.output<typeof listMessagesInput>;
export type ListLocationsInput = z.output<typeof listLocationsInput>;
