"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { paths } from "../paths";
import { cancelPending, resendDeliveries, retryDeliveries } from "./commands";
import { previewRecovery, recoverDeliveries } from "./recover-commands";
import { deliveryIdsInput, recoverInput } from "./schema";

/** Deliveries are shown for all tokens and for each. */
function revalidateDeliveries(): void {
  revalidatePath(paths.deliveries());
  revalidatePath(paths.tokens(), "layout");
}

export const resendDeliveriesAction = defineAction({
  right: "write",
  input: deliveryIdsInput,
  run: async (ctx, input) => {
    const change = await resendDeliveries(ctx, input);
    revalidateDeliveries();
    return change;
  },
});

export const retryDeliveriesAction = defineAction({
  right: "write",
  input: deliveryIdsInput,
  run: async (ctx, input) => {
    const change = await retryDeliveries(ctx, input);
    revalidateDeliveries();
    return change;
  },
});

export const cancelPendingAction = defineAction({
  right: "write",
  input: deliveryIdsInput,
  run: async (ctx, input) => {
    const change = await cancelPending(ctx, input);
    revalidateDeliveries();
    return change;
  },
});

export const previewRecoveryAction = defineAction({
  right: "write",
  input: recoverInput,
  run: previewRecovery,
});

export const recoverDeliveriesAction = defineAction({
  right: "write",
  input: recoverInput,
  run: async (ctx, input) => {
    const recovered = await recoverDeliveries(ctx, input);
    revalidateDeliveries();
    return recovered;
  },
});
