"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { paths } from "../paths";
import { createToken, deleteToken, updateTokenDetails, updateTokenPermissions } from "./commands";
import { getDeletionImpact } from "./queries";
import {
  createTokenInput,
  tokenIdInput,
  updateTokenDetailsInput,
  updateTokenPermissionsInput,
} from "./schema";

export const createTokenAction = defineAction({
  right: "write",
  input: createTokenInput,
  run: createToken,
});

export const updateTokenDetailsAction = defineAction({
  right: "write",
  input: updateTokenDetailsInput,
  run: async (ctx, input) => {
    const saved = await updateTokenDetails(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
    return saved;
  },
});

export const updateTokenPermissionsAction = defineAction({
  right: "write",
  input: updateTokenPermissionsInput,
  run: async (ctx, input) => {
    const saved = await updateTokenPermissions(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
    return saved;
  },
});

export const deletionImpactAction = defineAction({
  right: "write",
  input: tokenIdInput,
  run: getDeletionImpact,
});

export const deleteTokenAction = defineAction({
  right: "write",
  input: tokenIdInput,
  run: async (ctx, input) => {
    const deleted = await deleteToken(ctx, input);
    revalidatePath(paths.tokens());
    return deleted;
  },
});
