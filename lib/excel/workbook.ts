import "server-only";
import { PassThrough, Readable } from "node:stream";
import ExcelJS from "exceljs";
import { logger } from "../logger";
import { cellText } from "./cell-text";

export type CellValue = string | number | boolean | Date | null;

export type Column<Row> = {
  header: string;
  /** In characters of the standard font. */
  width: number;
  value: (row: Row) => CellValue;
  /** Shown as a date and a time; Excel knows no zone, so the header should name UTC. */
  date?: boolean;
};

export type Sheet<Row> = {
  name: string;
  columns: Column<Row>[];
  rows: () => AsyncIterable<Row>;
};

const DATE_FORMAT = "yyyy-mm-dd hh:mm";
export const XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

function cell(value: CellValue): CellValue {
  return typeof value === "string" ? cellText(value) : value;
}

/** Resolves when the reader wants more, or is gone. */
function drained(output: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      output.off("drain", go).off("close", go);
      resolve();
    };
    output.on("drain", go).on("close", go);
  });
}

async function writeSheet<Row>(
  workbook: ExcelJS.stream.xlsx.WorkbookWriter,
  sheet: Sheet<Row>,
  output: PassThrough,
): Promise<void> {
  const worksheet = workbook.addWorksheet(sheet.name, {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  worksheet.columns = sheet.columns.map(({ header, width, date }) => ({
    header,
    width,
    style: date ? { numFmt: DATE_FORMAT } : {},
  }));
  worksheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: 1, column: sheet.columns.length },
  };
  worksheet.getRow(1).font = { bold: true };
  worksheet.getRow(1).commit();
  for await (const row of sheet.rows()) {
    if (output.destroyed) throw new Error("the reader of the workbook went away");
    worksheet.addRow(sheet.columns.map((column) => cell(column.value(row)))).commit();
    if (output.writableNeedDrain) await drained(output);
  }
  worksheet.commit();
}

/**
 * Streams a workbook: typed cells, frozen header, autofilter, memory independent of the number of rows. Texts are
 * always text, whatever they begin with. When a sheet's rows fail, so does the stream.
 */
export function streamWorkbook<Rows extends unknown[]>(
  sheets: {
    [I in keyof Rows]: Sheet<Rows[I]>;
  },
): ReadableStream<Uint8Array> {
  const output = new PassThrough();
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true });
  const write = async () => {
    for (const sheet of sheets) await writeSheet(workbook, sheet, output);
    await workbook.commit();
  };
  write().catch((error) => {
    const wasWanted = !output.destroyed;
    output.destroy(error);
    if (wasWanted) logger().error({ err: error }, "workbook broken off");
  });
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}
