import { z } from "zod";
import { AppError } from "../errors";

const MAX_CURSOR_LENGTH = 512;
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

/** Digits as their number; of what else JavaScript takes for one, nothing is meant. */
function wholeNumber(text: unknown): unknown {
  return typeof text === "string" && /^-?\d+$/.test(text) ? Number(text) : text;
}

/** The parameters that every list has. */
export const pageInput = {
  limit: z
    .preprocess(
      wholeNumber,
      z
        .int("Give a whole number.")
        .min(1, "Ask for at least 1.")
        .max(MAX_LIMIT, `Ask for at most ${MAX_LIMIT}.`),
    )
    .default(DEFAULT_LIMIT)
    .describe(`Most objects of one page, ${DEFAULT_LIMIT} unless given.`),
  cursor: z
    .string()
    .optional()
    .describe(
      "Where to go on: the `next_cursor` of the page before, with the same filters; none, or an empty one, on the first page.",
    ),
};

/** One page of a list, as it is answered; `next_cursor` is null on the last one. */
export type Page<T> = { data: T[]; next_cursor: string | null };

/** The schema of a page of such objects, called `id` in the documentation; its example is a last page of theirs. */
export function pageResource<T extends z.ZodType>(id: string, item: T) {
  return z
    .strictObject({
      data: z.array(item),
      next_cursor: z.string().nullable().describe("Of the next page. Null on the last one."),
    })
    .meta({
      id,
      description: "One page of a list.",
      examples: [{ data: item.meta()?.examples ?? [], next_cursor: null }],
    });
}

/** Writes and reads the cursors of one list, or of each of many that differ by what they are `within`. */
export type CursorCodec<P> = {
  encode: (position: P, within?: string) => string;
  /** Null for no cursor; throws `invalid_cursor` for one that this list did not write. */
  decode: (cursor: string | undefined, within?: string) => P | null;
};

function readJson(cursor: string): unknown {
  if (cursor.length > MAX_CURSOR_LENGTH || !/^[\w-]+$/.test(cursor)) return null;
  try {
    return JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    return null;
  }
}

/** The cursors of the list called `kind`: opaque base64url, of which only its own are read, as `position` has it. */
export function cursorCodec<S extends z.ZodType>(kind: string, position: S): CursorCodec<z.output<S>> {
  const envelope = z.tuple([z.string(), z.unknown()]);
  const nameOf = (within?: string) => (within === undefined ? kind : `${kind} ${within}`);
  return {
    encode: (value, within) => Buffer.from(JSON.stringify([nameOf(within), value])).toString("base64url"),
    decode: (cursor, within) => {
      if (cursor === undefined) return null;
      const [name, value] = envelope.safeParse(readJson(cursor)).data ?? [];
      const parsed = position.safeParse(value);
      if (name === nameOf(within) && parsed.success) return parsed.data;
      throw new AppError("invalid_cursor", "This cursor is not one of this list. Start again without it.");
    },
  };
}

/** Makes a page of at most `limit` from up to `limit + 1` rows: the extra one only says that there is more. */
export function toPage<Row, T>(
  rows: readonly Row[],
  limit: number,
  present: (row: Row) => T,
  cursorAt: (row: Row) => string,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(present),
    next_cursor: last !== undefined && rows.length > limit ? cursorAt(last) : null,
  };
}

/** What a list route answers. */
export function pageAnswer<T>(page: Page<T>): { body: Page<T>; rows: number } {
  return { body: page, rows: page.data.length };
}
