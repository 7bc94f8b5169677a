"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { paths } from "../paths";
import { saveCallbacks } from "./commands";
import { saveCallbacksInput } from "./schema";

export const saveCallbacksAction = defineAction({
  right: "write",
  input: saveCallbacksInput,
  run: async (ctx, input) => {
    const saved = await saveCallbacks(ctx, input);
    revalidatePath(paths.token(input.tokenId), "layout");
    return saved;
  },
});
