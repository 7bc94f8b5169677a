import type { conversations } from "../schema/conversations";
import type { locations, messageStatuses, messages } from "../schema/messages";

/** Rows as the seed writes them: with their ids, which it makes from their times. */
export type ConversationRow = typeof conversations.$inferInsert & { id: string };
export type MessageRow = typeof messages.$inferInsert & { id: string };
export type StatusRow = typeof messageStatuses.$inferInsert & { id: string };
export type LocationRow = typeof locations.$inferInsert & { id: string };
