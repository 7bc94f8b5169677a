import { notFound } from "next/navigation";
import { AppError } from "@/lib/errors";

/** Shows the "not there" page where a read finds nothing or the address holds a cursor that is none. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof AppError && (error.code === "not_found" || error.code === "invalid_cursor"))
      notFound();
    throw error;
  }
}
