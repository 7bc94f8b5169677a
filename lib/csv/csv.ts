import "server-only";
import type { CellValue, Column, Sheet } from "../excel/workbook";
import { inPieces, streamText } from "../text-stream";

export const CSV_TYPE = "text/csv; charset=utf-8";

const BYTE_ORDER_MARK = "\uFEFF";

/** A spreadsheet runs a text that begins with one of these; a plain number with its sign it only reads. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const MASKED_PHONE = /^\+[\d•]+$/;
/** Where a field would end, also for a spreadsheet whose language parts fields by semicolons. */
const SEPARATOR = /[",;\t\r\n]/;

/** One field as of RFC 4180, quoted where it must be; a text that could run as a formula begins with an apostrophe. */
export function csvField(value: CellValue): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  const isHarmless = !FORMULA.test(value) || PLAIN_NUMBER.test(value) || MASKED_PHONE.test(value);
  const safe = isHarmless ? value : `'${value}`;
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
