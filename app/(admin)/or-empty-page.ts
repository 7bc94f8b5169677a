import { AppError } from "@/lib/errors";
import type { KeysetPage } from "@/lib/table/keyset-params";

/** A page without rows where the address holds a cursor that is none; the table then leads back to the first page. */
export async function orEmptyPage<Page extends KeysetPage<unknown>>(
  read: Promise<Page>,
): Promise<Page | (KeysetPage<never> & { searchedTo: null })> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid_cursor")
      return { rows: [], before: null, after: null, searchedTo: null };
    throw error;
  }
}
