import "server-only";
import { PassThrough, type Writable } from "node:stream";
import ExcelJS from "exceljs";
import { logger } from "../logger";
import { drained, pulledFrom } from "../pulled-stream";
import { cellText } from "./cell-text";
import { sheetName } from "./sheet-name";

export type CellValue = string | number | boolean | Date | null;

export type Column<Row> = {
  header: string;
  /** In characters of the standard font. */
  width: number;
  value: (row: Row) => CellValue;
  /** Shown as a date and a time to the minute or second; Excel knows no zone, so the header should name UTC. */
  date?: boolean | "seconds";
};

export type Sheet<Row> = {
  /** Rows beyond what one sheet holds follow in "Name (2)" and so on. */
  name: string;
  columns: Column<Row>[];
  /** The signal fires when nobody reads the file any more. */
  rows: (signal: AbortSignal) => AsyncIterable<Row>;
};

const MINUTES = "yyyy-mm-dd hh:mm";
const SECONDS = "yyyy-mm-dd hh:mm:ss";

/** What Excel takes on one sheet, its header included. */
const MAX_SHEET_ROWS = 1_048_576;
export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function cell(value: CellValue): CellValue {
  return typeof value === "string" ? cellText(value) : value;
}

/** Where a sheet goes to be compressed. It is too old a stream to have `writableNeedDrain`. */
type Compression = Writable & { _writableState: { needDrain: boolean } };

/** Resolves when the compression has caught up with the sheet: ExcelJS itself writes on however far it falls behind. */
async function caughtUp(worksheet: ExcelJS.Worksheet, output: PassThrough): Promise<void> {
  const { pipes } = (worksheet as unknown as { stream: { pipes: Compression[] } }).stream;
  for (const pipe of pipes) if (pipe._writableState.needDrain) await drained(pipe, output);
}

function startSheet<Row>(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  { name, columns }: Sheet<Row>,
  part: number,
): ExcelJS.Worksheet {
  const worksheet = workbook.addWorksheet(sheetName(name, part), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  worksheet.columns = columns.map(({ header, width, date }) => ({
    header,
    width,
    style: date ? { numFmt: date === "seconds" ? SECONDS : MINUTES } : {},
  }));
  worksheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  worksheet.getRow(1).font = { bold: true };
  worksheet.getRow(1).commit();
  return worksheet;
}

async function writeSheet<Row>(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: Sheet<Row>,
  { output, signal, maxSheetRows }: { output: PassThrough; signal: AbortSignal; maxSheetRows: number },
): Promise<void> {
  let part = 1;
  let written = 1;
  let worksheet = startSheet(workbook, sheet, part);
  for await (const row of sheet.rows(signal)) {
    if (output.destroyed) throw new Error("the reader of the workbook went away");
    if (written === maxSheetRows) {
      worksheet.commit();
      part += 1;
      written = 1;
      worksheet = startSheet(workbook, sheet, part);
    }
    worksheet.addRow(sheet.columns.map((column) => cell(column.value(row)))).commit();
    written += 1;
    await caughtUp(worksheet, output);
    if (output.writableNeedDrain) await drained(output, output);
  }
  worksheet.commit();
}

/**
 * Streams a workbook: typed cells, frozen header, autofilter, memory independent of the number of rows. Texts are
 * always text, whatever they begin with. A list that is longer than a sheet may be goes on in further ones. When a
 * sheet's rows fail, so does the stream.
 */
export function streamWorkbook<Rows extends unknown[]>(
  sheets: {
    [I in keyof Rows]: Sheet<Rows[I]>;
  },
  { maxSheetRows = MAX_SHEET_ROWS } = {},
): ReadableStream<Uint8Array> {
  const output = new PassThrough();
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  const gone = new AbortController();
  output.once("close", () => gone.abort());
  const write = async () => {
    for (const sheet of sheets)
      await writeSheet(workbook, sheet, { output, signal: gone.signal, maxSheetRows });
    await workbook.commit();
  };
  write().catch((error) => {
    const wasWanted = !output.destroyed;
    output.destroy(error);
    if (wasWanted) logger().error({ err: error }, "workbook broken off");
  });
  return pulledFrom(output);
}
