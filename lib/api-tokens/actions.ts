"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { idInput } from "../input";
import { paths } from "../paths";
import { createToken, updateTokenDetails, updateTokenPermissions } from "./commands";
import { getDeletionImpact } from "./impact-queries";
import { deleteTokens, pauseTokens, resumeTokens } from "./lifecycle-commands";
import { searchTokens } from "./name-queries";
import { searchTokensInput } from "./name-schema";
import { revokePermission } from "./permission-commands";
import { previewVisibility } from "./preview-queries";
import { endOverlap, rotateSecret } from "./rotation-commands";
import { rotateSecretInput } from "./rotation-schema";
import {
  createTokenInput,
  previewVisibilityInput,
  revokePermissionInput,
  tokenIdsInput,
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
  input: tokenIdsInput,
  run: getDeletionImpact,
});

export const pauseTokensAction = defineAction({
  right: "write",
  input: tokenIdsInput,
  run: async (ctx, input) => {
    const change = await pauseTokens(ctx, input);
    revalidatePath(paths.tokens(), "layout");
    return change;
  },
});

export const resumeTokensAction = defineAction({
  right: "write",
  input: tokenIdsInput,
  run: async (ctx, input) => {
    const change = await resumeTokens(ctx, input);
    revalidatePath(paths.tokens(), "layout");
    return change;
  },
});

export const deleteTokensAction = defineAction({
  right: "write",
  input: tokenIdsInput,
  run: async (ctx, input) => {
    const change = await deleteTokens(ctx, input);
    revalidatePath(paths.tokens(), "layout");
    return change;
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
  input: idInput,
  run: async (ctx, input) => {
    await endOverlap(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
  },
});

export const searchTokensAction = defineAction({
  right: "read",
  input: searchTokensInput,
  run: searchTokens,
});
