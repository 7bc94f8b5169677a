"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { paths } from "../paths";
import { createToken, deleteToken, updateTokenDetails, updateTokenPermissions } from "./commands";
import { revokePermission } from "./permission-commands";
import { previewVisibility } from "./preview-queries";
import { getDeletionImpact } from "./queries";
import { endOverlap, rotateSecret } from "./rotation-commands";
import { rotateSecretInput } from "./rotation-schema";
import {
  createTokenInput,
  previewVisibilityInput,
  revokePermissionInput,
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
    await updateTokenDetails(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
  },
});

export const updateTokenPermissionsAction = defineAction({
  right: "write",
  input: updateTokenPermissionsInput,
  run: async (ctx, input) => {
    await updateTokenPermissions(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
  },
});

export const previewVisibilityAction = defineAction({
  right: "write",
  input: previewVisibilityInput,
  run: previewVisibility,
});

export const revokePermissionAction = defineAction({
  right: "write",
  input: revokePermissionInput,
  run: async (ctx, input) => {
    await revokePermission(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
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

export const rotateSecretAction = defineAction({
  right: "write",
  input: rotateSecretInput,
  run: async (ctx, input) => {
    const rotated = await rotateSecret(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
    return rotated;
  },
});

export const endOverlapAction = defineAction({
  right: "write",
  input: tokenIdInput,
  run: async (ctx, input) => {
    await endOverlap(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
  },
});
