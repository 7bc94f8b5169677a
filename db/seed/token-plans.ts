import type { TokenPlan } from "./token-plan";
import { FIELD_PLANS } from "./token-plans-field";
import { ORDER_PLANS } from "./token-plans-orders";

/** The forty tokens: every state, every combination of permissions, all and chosen numbers, clear and masked contacts. */
export const TOKEN_PLANS: readonly TokenPlan[] = [...ORDER_PLANS, ...FIELD_PLANS];
