import { z } from "zod";
import { DELIVERY_STATES, EVENT_TYPES, type EventType } from "@/db/constants";
import { type KeysetPage, keysetParams } from "../table/keyset-params";
import type { WaitReason } from "./words";

export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One event owed to one callback, as the list shows it. */
export type DeliveryRow = {
  id: string;
  eventId: string;
  eventType: EventType;
  tokenId: string;
  tokenName: string;
  supplierName: string;
  url: string;
  state: DeliveryState;
  /** Why a pending one is not delivered yet; null for the others. */
  waitsFor: WaitReason | null;
  /** When a pending one is tried next; null when that hangs on something else. */
  nextAttemptAt: Date | null;
  cancelledReason: string | null;
  pausedReason: string | null;
  attempts: number;
  lastAttemptAt: Date | null;
  lastStatusCode: number | null;
  lastError: string | null;
  createdAt: Date;
  deliveredAt: Date | null;
};

export type DeliveryPage = KeysetPage<DeliveryRow>;

/** One HTTP try. */
export type AttemptRow = {
  no: number;
  startedAt: Date;
  durationMs: number;
  statusCode: number | null;
  error: string | null;
  /** The beginning of what the endpoint answered, as it came. */
  responseExcerpt: string | null;
};

/** A delivery with its newest attempts, the last one first. */
export type DeliveryDetails = DeliveryRow & { conversationId: string; newestAttempts: AttemptRow[] };

/** The URL of the deliveries list. */
export const deliveryList = keysetParams({
  token: z.uuid(),
  event: z.enum(EVENT_TYPES),
  state: z.enum(DELIVERY_STATES),
});
