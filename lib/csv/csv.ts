import "server-only";
import type { CellValue, Column, Sheet } from "../excel/workbook";
import { inPieces, streamText } from "../text-stream";

export const CSV_TYPE = "text/csv; charset=utf-8";

const BYTE_ORDER_MARK = "\uFEFF";

/** A text's pieces, as a spreadsheet could part it: in Italian at semicolons, in spite of inner quotes. */
const PIECE = /[^;\t\r\n]+/g;
/** Texts without this have no such piece that begins like a formula, as nearly all. */
const RISKY = /(?:^|[;\t\r\n])[[\s\p{Cc}\p{Cf}\p{DI}"]--[\t\r\n]]*[=+\-@＝＋－＠]/v;
/** A spreadsheet runs a cell that begins so, whatever stands before it that cannot be seen; in Japan the wide signs too. */
const FORMULA = /^[\s\p{Cc}\p{Cf}\p{DI}"]*[=+\-@＝＋－＠]/v;
/** Digits with a sign, as numbers and phones have it, masked ones too: a spreadsheet can only read them. */
const SIGNED_DIGITS = /^[+-][\d•. ]*$/;
/** What a field must be quoted for. */
const SEPARATOR = /[",;\t\r\n]/;

function guarded(piece: string): string {
  return FORMULA.test(piece) && !SIGNED_DIGITS.test(piece.trim()) ? `'${piece}` : piece;
}

/**
 * One field as of RFC 4180, quoted where it must be. An apostrophe stands before whatever could run as a formula: at
 * the beginning of a text, and after each semicolon, tab and line break in it, where a spreadsheet of another language
 * begins a cell. Numbers and phones keep their sign.
 */
export function csvField(value: CellValue): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  const safe = RISKY.test(value) ? value.replace(PIECE, guarded) : value;
  return SEPARATOR.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvLine(values: readonly CellValue[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

/** The first line of a file with these columns. */
export function csvHeader<Row>(columns: readonly Column<Row>[]): string {
  return csvLine(columns.map(({ header }) => header));
}

/** The lines of these rows. */
export function csvLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return rows.map((row) => csvLine(columns.map(({ value }) => value(row)))).join("");
}

async function* fileLines<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row>) {
  yield BYTE_ORDER_MARK + csvHeader(columns);
  for await (const row of rows) yield csvLines(columns, [row]);
}

/**
 * Streams a CSV file (RFC 4180, UTF-8, times in UTC) in constant memory; when the rows fail, so does the stream. It
 * begins with a byte order mark, by which Excel knows UTF-8.
 */
export function streamCsv<Row>({
  columns,
  rows,
}: Pick<Sheet<Row>, "columns" | "rows">): ReadableStream<Uint8Array> {
  return streamText((signal) => inPieces(fileLines(columns, rows(signal))));
}
