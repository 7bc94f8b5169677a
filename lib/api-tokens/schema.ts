import { z } from "zod";
import { type EventType, PERMISSIONS, type Permission, TOKEN_STATES, type TokenState } from "@/db/constants";
import type { ManagedNumberResource } from "../conversations/schema";
import { optionalInstant, optionalText, requiredText } from "../input";
import { listParams } from "../table/list-params";
import { parseCidr } from "./allowed-ips";

/** The states in words. */
export const STATE_LABELS: Record<TokenState, string> = {
  active: "Active",
  expiring: "Expiring",
  scheduled: "Scheduled",
  paused: "Paused",
  expired: "Expired",
  deleted: "Deleted",
};

const MAX_ALLOWED_IPS = 100;

/** The URL of the token table. */
export const tokenList = listParams({
  sortable: ["name", "supplier", "state", "expiresAt", "lastUsedAt", "createdAt"],
  defaultSort: "-createdAt",
  filters: { state: z.enum(TOKEN_STATES), supplier: z.uuid() },
});

/** One address or CIDR range per line; empty means any address. */
const allowedIps = z
  .string()
  .max(10_000)
  .default("")
  .transform((text, context) => {
    const ranges: string[] = [];
    for (const line of text.split(/[\s,]+/).filter((item) => item !== "")) {
      const range = parseCidr(line);
      if (range) ranges.push(range);
      else context.addIssue({ code: "custom", message: `"${line}" is no address or CIDR range.` });
    }
    if (ranges.length > MAX_ALLOWED_IPS)
      context.addIssue({ code: "custom", message: `At most ${MAX_ALLOWED_IPS} ranges.` });
    return [...new Set(ranges)];
  });

const details = z.object({
  supplierId: z.uuid("Choose a supplier."),
  name: requiredText(255),
  note: optionalText(2000),
  activatesAt: optionalInstant,
  expiresAt: optionalInstant,
  allowedIps,
});

/** A list of at most 1,000 values without repetitions; absent is empty. */
function distinct<T extends z.ZodType>(value: T) {
  return z
    .array(value)
    .max(1000)
    .default([])
    .transform((values) => [...new Set(values)]);
}

const rights = z.object({
  permissions: distinct(z.enum(PERMISSIONS)),
  seesAllNumbers: z.stringbool({ error: "Choose all numbers or some." }),
  numberIds: distinct(z.uuid()),
  masksContacts: z.stringbool().default(false),
});

type Dates = { activatesAt: Date | null; expiresAt: Date | null };

function expiresAfterActivation({ activatesAt, expiresAt }: Dates): boolean {
  return expiresAt === null || expiresAt > (activatesAt ?? new Date(0));
}

function seesSomething(input: { seesAllNumbers: boolean; numberIds: string[] }): boolean {
  return input.seesAllNumbers || input.numberIds.length > 0;
}

const DATES_FAULT = { path: ["expiresAt"], message: "The expiration must be after the activation." };
const NUMBERS_FAULT = { path: ["numberIds"], message: "Choose at least one number." };

export const createTokenInput = z
  .object({ ...details.shape, ...rights.shape })
  .refine(expiresAfterActivation, DATES_FAULT)
  .refine(seesSomething, NUMBERS_FAULT);
export type CreateTokenInput = z.output<typeof createTokenInput>;

export const updateTokenDetailsInput = details
  .extend({ id: z.uuid() })
  .refine(expiresAfterActivation, DATES_FAULT);
export type UpdateTokenDetailsInput = z.output<typeof updateTokenDetailsInput>;

export const updateTokenPermissionsInput = rights
  .extend({ id: z.uuid() })
  .refine(seesSomething, NUMBERS_FAULT);
export type UpdateTokenPermissionsInput = z.output<typeof updateTokenPermissionsInput>;

/** What a token may do and see, before it is saved; no chosen number at all shows nothing. */
export const previewVisibilityInput = rights;
export type PreviewVisibilityInput = z.output<typeof previewVisibilityInput>;

export const revokePermissionInput = z.object({ id: z.uuid(), permission: z.enum(PERMISSIONS) });
export type RevokePermissionInput = z.output<typeof revokePermissionInput>;

export const tokenIdInput = z.object({ id: z.uuid() });
export type TokenIdInput = z.output<typeof tokenIdInput>;

/** The only answers that hold a secret: that of the creation, and that of a rotation with the new one. */
export type CreatedToken = { id: string; name: string; secret: string };

/** A line of the token table. */
export type TokenRow = {
  id: string;
  name: string;
  secretHint: string;
  supplierId: string;
  supplierName: string;
  state: TokenState;
  activatesAt: Date;
  expiresAt: Date | null;
  deletedAt: Date | null;
  permissions: Permission[];
  seesAllNumbers: boolean;
  numberCount: number;
  masksContacts: boolean;
  allowedIps: string[];
  rateLimitPerMinute: number;
  note: string | null;
  callbackCount: number;
  failingCallbackCount: number;
  lastUsedAt: Date | null;
  createdAt: Date;
};

/** Everything about a token that its pages show; no hash and no secret. */
export type TokenDetails = TokenRow & {
  pausedAt: Date | null;
  numberIds: string[];
  numberLabels: string[];
  createdByName: string | null;
};

/** What a token may do and see, saved or not. */
export type VisibilitySettings = Pick<
  TokenDetails,
  "permissions" | "seesAllNumbers" | "numberIds" | "masksContacts"
>;

/** How much the API answers to a token: nothing where the permission is missing. */
export type VisibleCounts = {
  conversations: number;
  locations: number;
  /** Of `allNumbers` managed numbers, how many the token sees. */
  numbers: number;
  allNumbers: number;
};

/** What one route of the API answers, as formatted JSON. */
export type SampleAnswer = { path: string; status: number; json: string };

/** What a token with unsaved settings would see. */
export type VisibilityPreview = { counts: VisibleCounts; answers: SampleAnswer[] };

/** What dies with a token. */
export type DeletionImpact = {
  lastUsedAt: Date | null;
  usedInLastDay: boolean;
  callsInLastDay: number;
  pendingDeliveries: number;
  endpoints: { eventType: EventType; url: string }[];
};

/** A token as it is shown to whoever holds it. */
export type TokenResource = {
  id: string;
  name: string;
  supplier: string;
  state: TokenState;
  activates_at: string;
  expires_at: string | null;
  permissions: Permission[];
  visibility: {
    all_numbers: boolean;
    /** The chosen ones; empty when all are visible. */
    managed_numbers: ManagedNumberResource[];
    masks_contacts: boolean;
  };
  limits: {
    /** CIDR ranges; empty means any address. */
    allowed_ips: string[];
    rate_limit_per_minute: number;
  };
  /** The secret that the call came with. */
  secret: {
    /** Its last four characters. */
    hint: string;
    /** When it stops working at the latest, because a new one has replaced it; null for the one to use. */
    replaced_until: string | null;
  };
};
