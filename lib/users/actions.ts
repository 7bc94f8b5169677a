"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { idInput } from "../input";
import { paths } from "../paths";
import { disableUser, enableUser, signOutUser } from "./commands";

export const disableUserAction = defineAction({
  right: "write",
  input: idInput,
  run: async (ctx, input) => {
    await disableUser(ctx, input);
    revalidatePath(paths.users());
  },
});

export const enableUserAction = defineAction({
  right: "write",
  input: idInput,
  run: async (ctx, input) => {
    await enableUser(ctx, input);
    revalidatePath(paths.users());
  },
});

export const signOutUserAction = defineAction({
  right: "write",
  input: idInput,
  run: async (ctx, input) => {
    const ended = await signOutUser(ctx, input);
    revalidatePath(paths.users());
    return ended;
  },
});
