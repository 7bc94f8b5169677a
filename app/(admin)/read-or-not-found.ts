import { notFound } from "next/navigation";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { idInput } from "@/lib/input";

/** What a page's address names by its id; shows the "not there" page when that is none, or nothing has it. */
export async function readOrNotFound<T>(
  read: (ctx: Context, id: string) => Promise<T>,
  ctx: Context,
  id: string,
): Promise<T> {
  const input = idInput.safeParse({ id });
  if (!input.success) notFound();
  try {
    return await read(ctx, input.data.id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
