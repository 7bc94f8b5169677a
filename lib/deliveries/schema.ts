import { z } from "zod";
import { DELIVERY_STATES, type DeliveryState, EVENT_TYPES, type EventType } from "@/db/constants";
import { requiredInstant } from "../input";
import { instantParam, type KeysetPage, type KeysetQueryOf, keysetParams } from "../table/keyset-params";
import type { BlockReason, ChangeRefusal, WaitReason } from "./words";

/** One event owed to one callback, as the list shows it. */
export type DeliveryRow = {
  id: string;
  eventId: string;
  conversationId: string;
  eventType: EventType;
  tokenId: string;
  tokenName: string;
  supplierName: string;
  url: string;
  state: DeliveryState;
  /** True for a pending one that was tried since it became pending, and failed. */
  isFailing: boolean;
  /** Why a pending one is not delivered yet; null for the others. */
  waitsFor: WaitReason | null;
  /** When the next attempt of a pending one is; null when that hangs on something else. */
  nextAttemptAt: Date | null;
  cancelledReason: string | null;
  pausedReason: string | null;
  attempts: number;
  lastAttemptAt: Date | null;
  lastStatusCode: number | null;
  lastError: string | null;
  createdAt: Date;
  /** The last time that it was delivered; a pending one that has it is being resent. */
  deliveredAt: Date | null;
};

export type DeliveryPage = KeysetPage<DeliveryRow>;

/** One HTTP try. */
export type AttemptRow = {
  no: number;
  /** Where it went, which may not be the endpoint any more; null when that is not known. */
  url: string | null;
  startedAt: Date;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
  /** The beginning of what the endpoint answered, as it came. */
  responseExcerpt: string | null;
};

/** A delivery with its newest attempts, the last one first. */
export type DeliveryDetails = DeliveryRow & {
  newestAttempts: AttemptRow[];
  /** The body as an attempt would send it now; null when the token does not see the managed number. */
  body: string | null;
};

const filters = {
  state: z.enum([...DELIVERY_STATES, "failing"]),
  event: z.enum(EVENT_TYPES),
  from: instantParam,
  to: instantParam,
};
const single = ["from", "to"] as const;

/** The URL of one token's deliveries; `q` is the whole id of an event, a conversation or a delivery. */
export const tokenDeliveryList = keysetParams(filters, { single });

/** The URL of all deliveries. */
export const deliveryList = keysetParams({ token: z.uuid(), supplier: z.uuid(), ...filters }, { single });

export type DeliveryQuery = KeysetQueryOf<typeof deliveryList>;

/** Most deliveries that one press changes. */
const MAX_DELIVERIES_AT_ONCE = 1000;

/** One or many deliveries, each once. */
export const deliveryIdsInput = z.object({
  ids: z
    .array(z.uuid().toLowerCase())
    .min(1, "Choose at least one delivery.")
    .max(MAX_DELIVERIES_AT_ONCE, `Choose at most ${MAX_DELIVERIES_AT_ONCE} deliveries.`)
    .transform((ids) => [...new Set(ids)]),
});
export type DeliveryIdsInput = z.output<typeof deliveryIdsInput>;

/** How many deliveries were changed, and why the others were not. */
export type DeliveryChange = { changed: number; refused: { reason: ChangeRefusal; count: number }[] };

/** The events of a token's callback that were recorded at this time or later; `goOnAfter` as `Recovered` told it. */
export const recoverInput = z.object({
  tokenId: z.uuid(),
  eventType: z.enum(EVENT_TYPES, "Choose an event."),
  since: requiredInstant.refine((since) => since.getTime() <= Date.now(), "Choose a time that has passed."),
  goOnAfter: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export type RecoverInput = z.output<typeof recoverInput>;

/** What a recovery would send, and why it cannot. Where it is not whole, more was not looked at. */
export type RecoverPreview = {
  isWhole: boolean;
  /** Events that were never owed to the callback. */
  neverSent: number;
  /** Deliveries that were cancelled. */
  cancelled: number;
  /** Deliveries that are pending already, which stay as they are. */
  waiting: number;
  /** For how many days events are kept, where some of the time asked for lies before; null where all of it is there. */
  keptDays: number | null;
  blockedBy: BlockReason | null;
};

/** How many deliveries a recovery made pending. */
export type Recovered = {
  recovered: number;
  /** What kept it from the rest. */
  stoppedBy: BlockReason | null;
  /** Where the next request goes on, when this one had lasted long enough: the `seq` of an event. */
  goOnAfter: string | null;
};
