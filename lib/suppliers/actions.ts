"use server";

import { revalidatePath } from "next/cache";
import { defineAction } from "../actions/define-action";
import { idInput } from "../input";
import { paths } from "../paths";
import { archiveSupplier, createSupplier, restoreSupplier, updateSupplier } from "./commands";
import { getArchiveImpact, searchSuppliers } from "./queries";
import {
  archiveSupplierInput,
  createSupplierInput,
  searchSuppliersInput,
  updateSupplierInput,
} from "./schema";

export const createSupplierAction = defineAction({
  right: "write",
  input: createSupplierInput,
  run: async (ctx, input) => {
    const supplier = await createSupplier(ctx, input);
    revalidatePath(paths.suppliers());
    return supplier;
  },
});

export const updateSupplierAction = defineAction({
  right: "write",
  input: updateSupplierInput,
  run: async (ctx, input) => {
    const saved = await updateSupplier(ctx, input);
    revalidatePath(paths.suppliers(), "layout");
    return saved;
  },
});

export const archiveImpactAction = defineAction({
  right: "write",
  input: idInput,
  run: getArchiveImpact,
});

export const archiveSupplierAction = defineAction({
  right: "write",
  input: archiveSupplierInput,
  run: async (ctx, input) => {
    const archived = await archiveSupplier(ctx, input);
    revalidatePath(paths.suppliers(), "layout");
    return archived;
  },
});

export const restoreSupplierAction = defineAction({
  right: "write",
  input: idInput,
  run: async (ctx, input) => {
    await restoreSupplier(ctx, input);
    revalidatePath(paths.suppliers(), "layout");
  },
});

export const searchSuppliersAction = defineAction({
  right: "read",
  input: searchSuppliersInput,
  run: searchSuppliers,
});
