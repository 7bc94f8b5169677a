import "server-only";
import { CSV_TYPE, streamCsv } from "../csv/csv";
import { type Column, streamWorkbook, XLSX_TYPE } from "../excel/workbook";
import type { ApiAnswer } from "../http/api-route";
import type { Page } from "../http/cursor";
import { datedFileName } from "../http/download";
import { streamLines } from "../text-stream";
import type { ExportFormat } from "./schema";
import { createSlices } from "./slices";

/** Small enough that to read and present a page is a slice of work or two. */
const PAGE = 100;

const TYPES: Record<ExportFormat, string> = {
  ndjson: "application/x-ndjson",
  csv: CSV_TYPE,
  xlsx: XLSX_TYPE,
};

/** What the file of each media type holds, for the documentation. */
export const EXPORT_FILES = {
  "application/x-ndjson": "One object a line, as the API answers it.",
  "text/csv": "A row of names, then one row for each object, in UTF-8.",
  [XLSX_TYPE]: "A sheet of Excel with the same columns.",
};

/** The media type of an export's answer. */
export function exportType({ format }: { format: ExportFormat }): string {
  return TYPES[format];
}

/** Reads a page of a list; `next_cursor` leads to the following one. */
export type ReadExportPage<Row> = (place: {
  limit: number;
  cursor?: string | undefined;
}) => Promise<Page<Row>>;

/** The rows of all pages; no connection is held and no transaction is open while they are written. */
async function* eachOf<Row>(read: ReadExportPage<Row>): AsyncGenerator<Row> {
  const inSlices = createSlices();
  let cursor: string | undefined;
  do {
    const page = await read({ limit: PAGE, cursor });
    yield* inSlices(page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

async function* jsonLines(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

/** Excel knows no zone, so the header says it. */
function inUtc<Row>(column: Column<Row>): Column<Row> {
  return column.date ? { ...column, header: `${column.header} (UTC)` } : column;
}

function openFile<Row>(
  { name, format, columns }: Omit<ExportFile<Row>, "read" | "keeps">,
  rows: AsyncIterable<Row>,
): ReadableStream<Uint8Array> {
  if (format === "ndjson") return streamLines(jsonLines(rows));
  if (format === "csv") return streamCsv({ columns, rows: () => rows });
  return streamWorkbook<[Row]>([{ name, columns: columns.map(inUtc), rows: () => rows }]);
}

export type ExportFile<Row> = {
  /** Of the file and of its sheet. */
  name: string;
  format: ExportFormat;
  columns: Column<Row>[];
  read: ReadExportPage<Row>;
  /** Whether a row that was read is written; all of them unless told. */
  keeps?: (row: Row) => boolean;
};

/**
 * The answer of an export route: a file that is written while it is sent, in constant memory and in slices of a few
 * milliseconds. Nothing is read before it is opened; when its reader leaves, the reading ends.
 */
export function exportAnswer<Row>({ read, keeps = () => true, ...file }: ExportFile<Row>): ApiAnswer {
  let written = 0;
  async function* kept(): AsyncGenerator<Row> {
    for await (const row of eachOf(read)) {
      if (!keeps(row)) continue;
      written += 1;
      yield row;
    }
  }
  return {
    fileName: datedFileName(file.name, file.format, new Date()),
    open: () => openFile(file, kept()),
    rows: () => written,
  };
}
