"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { idInput } from "../input";
import { paths } from "../paths";
import { endSigningOverlap, revealSigningSecret, rotateSigningSecret } from "../signing-secrets/commands";
import { rotateSigningSecretInput } from "../signing-secrets/schema";
import { resumeCallback, saveCallbacks, tryCallback } from "./commands";
import { listTakeAwayImpact } from "./queries";
import { checkUrlInput, oneCallbackInput, saveCallbacksInput, takeAwayInput } from "./schema";
import { sendTestEvent } from "./test-event-commands";
import { judgeUrl } from "./url-verdict";

export const saveCallbacksAction = defineAction({
  right: "write",
  input: saveCallbacksInput,
  run: async (ctx, input) => {
    const saved = await saveCallbacks(ctx, input);
    revalidatePath(paths.token(input.tokenId), "layout");
    return saved;
  },
});

export const takeAwayImpactAction = defineAction({
  right: "write",
  input: takeAwayInput,
  run: listTakeAwayImpact,
});

export const resumeCallbackAction = defineAction({
  right: "write",
  input: oneCallbackInput,
  run: async (ctx, input) => {
    await resumeCallback(ctx, input);
    revalidatePath(paths.token(input.tokenId), "layout");
  },
});

export const checkUrlAction = defineAction({
  right: "write",
  input: checkUrlInput,
  run: judgeUrl,
});

export const sendTestAction = defineAction({
  right: "write",
  input: oneCallbackInput,
  run: sendTestEvent,
});

export const tryCallbackAction = defineAction({
  right: "write",
  input: oneCallbackInput,
  run: async (ctx, input) => {
    await tryCallback(ctx, input);
    revalidatePath(paths.token(input.tokenId), "layout");
  },
});

export const revealSigningSecretAction = defineAction({
  right: "write",
  input: idInput,
  run: revealSigningSecret,
});

export const rotateSigningSecretAction = defineAction({
  right: "write",
  input: rotateSigningSecretInput,
  run: async (ctx, input) => {
    const rotated = await rotateSigningSecret(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
    return rotated;
  },
});

export const endSigningOverlapAction = defineAction({
  right: "write",
  input: idInput,
  run: async (ctx, input) => {
    await endSigningOverlap(ctx, input);
    revalidatePath(paths.token(input.id), "layout");
  },
});
