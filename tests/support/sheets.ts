import readXlsxFile from "read-excel-file/node";
import { readAll } from "./admin";

/** The rows of a streamed workbook's sheets by their names, as a spreadsheet program reads them. */
export async function readSheets(workbook: ReadableStream<Uint8Array>) {
  const sheets = await readXlsxFile(await readAll(workbook));
  return new Map(sheets.map(({ sheet, data }) => [sheet, data]));
}

/** One row of a sheet by the headers of its columns; a day's fraction is a binary one, so dates are rounded. */
export function record(rows: readonly (readonly unknown[])[], index: number): Record<string, unknown> {
  const rounded = (cell: unknown) =>
    cell instanceof Date ? new Date(Math.round(cell.getTime() / 1000) * 1000) : cell;
  return Object.fromEntries((rows[0] ?? []).map((header, i) => [String(header), rounded(rows[index]?.[i])]));
}
