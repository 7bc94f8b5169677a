import { z } from "zod";
import { pageInput } from "../http/cursor";
import { requiredText, seenVersion } from "../input";
import { listParams } from "../table/list-params";

/** The URL of the list of managed numbers. */
export const managedNumberList = listParams({
  sortable: ["label", "phone", "createdAt"],
  defaultSort: "label",
});

export const labelManagedNumberInput = z.object({
  id: z.uuid(),
  label: requiredText(100),
  version: seenVersion,
});
export type LabelManagedNumberInput = z.output<typeof labelManagedNumberInput>;

/** Which page of the managed numbers that a token sees. */
export const listSeenNumbersInput = z.strictObject(pageInput);
export type ListSeenNumbersInput = z.output<typeof listSeenNumbersInput>;

/** A managed number to choose from. */
export type ManagedNumberOption = { id: string; phone: string; label: string };

/** A line of the list of managed numbers. */
export type ManagedNumberRow = ManagedNumberOption & {
  waPhoneNumberId: string;
  /** When it was first heard of. */
  createdAt: Date;
  conversations: number;
  lastMessageAt: Date | null;
  /** How many tokens that are served see it. */
  usableTokens: number;
  /** What a change of its label is saved against. */
  version: string;
};
