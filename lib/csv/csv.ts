import "server-only";
import type { CellValue, Column } from "../excel/workbook";
import { streamLines } from "../text-stream";

export const CSV_TYPE = "text/csv; charset=utf-8";

const BYTE_ORDER_MARK = "\uFEFF";

/** A spreadsheet runs a text that begins with one of these; a plain number with its sign it only reads. */
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** One field as of RFC 4180, quoted where it must be; a text that could run as a formula begins with an apostrophe. */
export function csvField(value: CellValue): string {
  if (value === null) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) && !PLAIN_NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csvLine(values: readonly CellValue[]): string {
  return `${values.map(csvField).join(",")}\r\n`;
}

async function* csvLines<Row>(columns: readonly Column<Row>[], rows: AsyncIterable<Row>, start: string) {
  yield start + csvLine(columns.map(({ header }) => header));
  for await (const row of rows) yield csvLine(columns.map(({ value }) => value(row)));
}

export type CsvOptions<Row> = {
  columns: readonly Column<Row>[];
  rows: () => AsyncIterable<Row>;
  /** Begins with a byte order mark, by which Excel knows UTF-8; programs would rather have none. */
  forExcel?: boolean;
};

/** Streams a CSV file (RFC 4180, UTF-8, times in UTC) in constant memory; when the rows fail, so does the stream. */
export function streamCsv<Row>({
  columns,
  rows,
  forExcel = false,
}: CsvOptions<Row>): ReadableStream<Uint8Array> {
  return streamLines(csvLines(columns, rows(), forExcel ? BYTE_ORDER_MARK : ""));
}
