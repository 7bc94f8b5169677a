"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { paths } from "../paths";
import { createSupplier } from "./commands";
import { createSupplierInput } from "./schema";

export const createSupplierAction = defineAction({
  right: "write",
  input: createSupplierInput,
  run: async (ctx, input) => {
    const supplier = await createSupplier(ctx, input);
    revalidatePath(paths.suppliers());
    return supplier;
  },
});
