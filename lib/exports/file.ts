import "server-only";
import { CSV_TYPE, csvHeader, csvLines } from "../csv/csv";
import { type Column, streamWorkbook, XLSX_TYPE } from "../excel/workbook";
import type { ApiAnswer } from "../http/api-route";
import type { Page } from "../http/cursor";
import { datedFileName } from "../http/download";
import { streamText } from "../text-stream";
import { createPace, pacedConfirm } from "./pace";
import { EXPORT_FORMATS, type ExportFormat } from "./schema";

/** Rows of a page that is read, and of a piece of it that is written at a stretch. */
const PAGE = 100;
const PIECE: Record<ExportFormat, number> = { ndjson: PAGE, csv: PAGE, xlsx: PAGE / 5 };

const TYPES: Record<ExportFormat, string> = {
  ndjson: "application/x-ndjson",
  csv: CSV_TYPE,
  xlsx: XLSX_TYPE,
};

const CSV_WORDS =
  "A row of names, then one row for each object, in UTF-8. " +
  "An apostrophe stands before any part of a text that a spreadsheet could run as a formula.";

/** What the file of each media type holds, for the documentation. */
export function exportFiles<Row>(columns: readonly Column<Row>[]): Record<string, string> {
  const names = columns.map(({ header }) => header).join(", ");
  return {
    "application/x-ndjson": "One object a line, as the API answers it.",
    "text/csv": `${CSV_WORDS} Its columns: ${names}. Further ones may come.`,
    [XLSX_TYPE]: "A sheet of Excel with the same columns; the names of those that are times end in (UTC).",
  };
}

/** The media types that an export may be answered in: that of the format asked for, or any. */
export function exportTypes({ format }: { format?: ExportFormat | undefined }): [string, ...string[]] {
  return format ? [TYPES[format]] : [TYPES.ndjson, TYPES.csv, TYPES.xlsx];
}

/** The format of such a media type; throws for any other. */
export function exportFormat(contentType: string): ExportFormat {
  const format = EXPORT_FORMATS.find((one) => TYPES[one] === contentType);
  if (!format) throw new Error(`No export is ${contentType}.`);
  return format;
}

/** Reads a page of a list; `next_cursor` leads to the following one. */
type ReadExportPage<Row> = (place: { limit: number; cursor?: string | undefined }) => Promise<Page<Row>>;

/** The rows of all pages in pieces; no connection is held and no transaction is open while they are written. */
async function* piecesOf<Row>(
  { read, confirm }: Pick<ExportFile<Row>, "read" | "confirm">,
  size: number,
): AsyncGenerator<Row[]> {
  const keepPace = createPace();
  const confirmNow = pacedConfirm(confirm);
  let cursor: string | undefined;
  do {
    const page = await read({ limit: PAGE, cursor });
    for (let start = 0; start < page.data.length; start += size) {
      await confirmNow();
      yield page.data.slice(start, start + size);
      await keepPace();
    }
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function* jsonLines(pieces: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  for await (const rows of pieces) yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
}

async function* csvFile<Row>(columns: readonly Column<Row>[], pieces: AsyncIterable<readonly Row[]>) {
  yield csvHeader(columns);
  for await (const rows of pieces) yield csvLines(columns, rows);
}

async function* eachRow<Row>(pieces: AsyncIterable<readonly Row[]>): AsyncGenerator<Row> {
  for await (const rows of pieces) yield* rows;
}

/** Excel knows no zone, so the header says it. */
function inUtc<Row>(column: Column<Row>): Column<Row> {
  return column.date ? { ...column, header: `${column.header} (UTC)` } : column;
}

function openFile<Row>(
  { name, format, columns }: Pick<ExportFile<Row>, "name" | "format" | "columns">,
  pieces: (signal: AbortSignal) => AsyncIterable<readonly Row[]>,
): ReadableStream<Uint8Array> {
  if (format === "ndjson") return streamText((signal) => jsonLines(pieces(signal)));
  if (format === "csv") return streamText((signal) => csvFile(columns, pieces(signal)));
  const rows = (signal: AbortSignal) => eachRow(pieces(signal));
  return streamWorkbook<[Row]>([{ name, columns: columns.map(inUtc), rows }]);
}

export type ExportFile<Row> = {
  /** Of the file and of its sheet. */
  name: string;
  format: ExportFormat;
  columns: Column<Row>[];
  read: ReadExportPage<Row>;
  /** Throws when the file must not be written on. */
  confirm: () => Promise<void>;
  /** Whether a row that was read is written; all of them unless told. */
  keeps?: (row: Row) => boolean;
};

/**
 * The answer of an export route: a file that is written while it is sent, in constant memory and in slices of a few
 * milliseconds. Nothing is read before it is opened; when its reader leaves, the reading ends. Each second it is
 * confirmed that it may go on; when it may not, its stream fails.
 */
export function exportAnswer<Row>({
  read,
  confirm,
  keeps = () => true,
  ...file
}: ExportFile<Row>): ApiAnswer {
  let written = 0;
  async function* kept(signal: AbortSignal): AsyncGenerator<Row[]> {
    for await (const rows of piecesOf({ read, confirm }, PIECE[file.format])) {
      // Where few rows are kept, the search for the next one must not outlive its reader.
      signal.throwIfAborted();
      const piece = rows.filter(keeps);
      written += piece.length;
      if (piece.length > 0) yield piece;
    }
  }
  return {
    fileName: datedFileName(file.name, file.format, new Date()),
    open: () => openFile(file, kept),
    rows: () => written,
  };
}
