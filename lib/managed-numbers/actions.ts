"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { paths } from "../paths";
import { labelManagedNumber } from "./commands";
import { labelManagedNumberInput } from "./schema";

export const labelManagedNumberAction = defineAction({
  right: "write",
  input: labelManagedNumberInput,
  run: async (ctx, input) => {
    await labelManagedNumber(ctx, input);
    revalidatePath(paths.managedNumbers());
  },
});
