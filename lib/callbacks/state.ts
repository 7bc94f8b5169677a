import type { TokenState } from "@/db/constants";
import { USABLE_STATES } from "../api-tokens/settings";
import type { CallbackDetails } from "./schema";

/** How a callback is doing, as pages and the API say it. */
export const CALLBACK_STATES = ["off", "paused", "failing", "working", "not_called_yet"] as const;
export type CallbackState = (typeof CALLBACK_STATES)[number];

type CallbackFacts = Pick<CallbackDetails, "enabled" | "pausedReason" | "failingSince" | "lastSuccessAt">;

/** The first state that holds: an admin switched it off, the product paused it, or by how its last attempts went. */
export function callbackState(callback: CallbackFacts): CallbackState {
  if (!callback.enabled) return "off";
  if (callback.pausedReason) return "paused";
  if (callback.failingSince) return "failing";
  return callback.lastSuccessAt ? "working" : "not_called_yet";
}

type TryFacts = Pick<CallbackDetails, "enabled" | "breaker" | "pendingDeliveries">;

/** True for a callback that is left alone after its failures and of which a try before its time sends something. */
export function canBeTried(
  { enabled, breaker, pendingDeliveries }: TryFacts,
  tokenState: TokenState,
): boolean {
  const isLeftAlone = breaker === "open" || breaker === "half_open";
  return enabled && isLeftAlone && pendingDeliveries > 0 && USABLE_STATES.has(tokenState);
}
