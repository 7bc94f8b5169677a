import { z } from "zod";
import { PERMISSIONS, type Permission, TOKEN_STATES, type TokenState } from "@/db/constants";
import type { PauseWarning } from "../callbacks/schema";
import { optionalInstant, optionalText, requiredInstant, requiredText, seenVersion } from "../input";
import { listParams } from "../table/list-params";
import { readAllowedIps } from "./allowed-ips";
import { EXPIRY_DAYS, RATE_LIMIT } from "./settings";
import { EXPIRATION_FAULT } from "./words";

/** Most tokens that one command changes: a whole page of the table. */
const MAX_TOKENS_AT_ONCE = 100;

/** The URL of the token table. */
export const tokenList = listParams({
  sortable: ["name", "supplier", "state", "expiresAt", "lastUsedAt", "createdAt"],
  defaultSort: "-createdAt",
  filters: {
    state: z.enum(TOKEN_STATES),
    supplier: z.uuid(),
    permission: z.enum(PERMISSIONS),
    expires: z.coerce.number().pipe(z.union(EXPIRY_DAYS.map((days) => z.literal(days)))),
    used: z.enum(["never"]),
  },
  single: ["expires"],
});

/** One address or CIDR range per line; empty means any address. */
const allowedIps = z
  .string()
  .max(10_000)
  .default("")
  .transform((text, context) => {
    const { ranges, faults } = readAllowedIps(text);
    if (faults.length > 0) context.addIssue({ code: "custom", message: faults.join(" ") });
    return ranges;
  });

/** A whole number of calls per minute, as a form or a program writes it. */
const rateLimit = z
  .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], {
    error: "Enter a whole number.",
  })
  .refine((n) => Number.isInteger(n) && n >= RATE_LIMIT.min && n <= RATE_LIMIT.max, {
    error: "Choose a whole number from 1 to 100,000.",
  })
  .default(RATE_LIMIT.default);

const details = z.object({
  supplierId: z.uuid("Choose a supplier."),
  name: requiredText(255),
  note: optionalText(2000),
  activatesAt: optionalInstant,
  expiresAt: optionalInstant,
  allowedIps,
  rateLimitPerMinute: rateLimit,
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

const DATES_FAULT = { path: ["expiresAt"], message: EXPIRATION_FAULT };
const NUMBERS_FAULT = { path: ["numberIds"], message: "Choose at least one number." };

export const createTokenInput = z
  .object({
    ...details.shape,
    ...rights.shape,
    /** The token whose settings were taken over. */
    duplicatedFrom: z.uuid().optional(),
    copiesCallbacks: z.stringbool().default(false),
  })
  .refine(expiresAfterActivation, DATES_FAULT)
  .refine(seesSomething, NUMBERS_FAULT);
export type CreateTokenInput = z.output<typeof createTokenInput>;

export const updateTokenDetailsInput = details
  .extend({ id: z.uuid(), version: seenVersion, activatesAt: requiredInstant })
  .refine(expiresAfterActivation, DATES_FAULT);
export type UpdateTokenDetailsInput = z.output<typeof updateTokenDetailsInput>;

export const updateTokenPermissionsInput = rights
  .extend({ id: z.uuid(), version: seenVersion })
  .refine(seesSomething, NUMBERS_FAULT);
export type UpdateTokenPermissionsInput = z.output<typeof updateTokenPermissionsInput>;

/** What a token may do and see, before it is saved; no chosen number at all shows nothing. */
export const previewVisibilityInput = rights;
export type PreviewVisibilityInput = z.output<typeof previewVisibilityInput>;

export const revokePermissionInput = z.object({ id: z.uuid(), permission: z.enum(PERMISSIONS) });
export type RevokePermissionInput = z.output<typeof revokePermissionInput>;

/** One or many tokens, each once, for pausing, resuming and deleting. */
export const tokenIdsInput = z.object({
  ids: z
    .array(z.uuid().toLowerCase())
    .min(1, "Choose at least one token.")
    .max(MAX_TOKENS_AT_ONCE, `Choose at most ${MAX_TOKENS_AT_ONCE} tokens.`)
    .transform((ids) => [...new Set(ids)]),
});
export type TokenIdsInput = z.output<typeof tokenIdsInput>;

/** How many of the tokens were not as wanted already. */
export type LifecycleChange = { changed: number };

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
  pausedAt: Date | null;
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
  /** Of the callback that has failed the longest; null without a warning. */
  callbackPauseWarning: PauseWarning | null;
  callbackPausesAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

/** Everything about a token that its pages show; no hash and no secret. */
export type TokenDetails = TokenRow & {
  numberIds: string[];
  numberLabels: string[];
  createdByName: string | null;
  /** What the forms of the sections were rendered with. */
  versions: { details: string; permissions: string };
};

/** What a token may do and see, saved or not. */
export type VisibilitySettings = Pick<
  TokenDetails,
  "permissions" | "seesAllNumbers" | "numberIds" | "masksContacts"
>;

/** How much the API answers to a token, on its lists and as files: nothing where no permission opens it. */
export type VisibleCounts = {
  conversations: number;
  /** Of all conversations, as only an export lists them; at most one above `MAX_COUNTED_MESSAGES`. */
  messages: number;
  locations: number;
  /** Of `allNumbers` managed numbers, how many the token sees. */
  numbers: number;
  allNumbers: number;
};

/** What one route of the API answers: formatted JSON, or the first lines of a file. */
export type SampleAnswer = { path: string; status: number; text: string };

/** What a token with unsaved settings would see. */
export type VisibilityPreview = { counts: VisibleCounts; answers: SampleAnswer[] };

/** What a new token's form begins with, when it is given something. */
export type TokenDraft = Pick<
  TokenDetails,
  | "supplierId"
  | "name"
  | "note"
  | "expiresAt"
  | "allowedIps"
  | "rateLimitPerMinute"
  | "permissions"
  | "seesAllNumbers"
  | "numberIds"
  | "masksContacts"
> & { activatesAt: Date | null };

/** The answer of a creation, which alone holds the secret, with what the secret is good for. */
export type CreatedToken = Pick<
  TokenDetails,
  | "id"
  | "name"
  | "supplierName"
  | "activatesAt"
  | "expiresAt"
  | "permissions"
  | "seesAllNumbers"
  | "numberLabels"
  | "masksContacts"
> & { secret: string };

/** What dies with one or many tokens, all of them together. */
export type DeletionImpact = {
  lastUsedAt: Date | null;
  /** Where the last served call came from; null when the log does not tell. */
  lastUsedIp: string | null;
  /** How many of the tokens were used in the last 24 hours. */
  usedInLastDay: number;
  callsInLastDay: number;
  /** Endpoints that are set, switched off ones included. */
  callbacks: number;
  /** At most one above `MAX_COUNTED_DELIVERIES`. */
  pendingDeliveries: number;
};
