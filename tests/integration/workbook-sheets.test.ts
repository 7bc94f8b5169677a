import readXlsxFile from "read-excel-file/node";
import { expect, test } from "vitest";
import { type Sheet, streamWorkbook } from "@/lib/excel/workbook";
import { readAll, unzip } from "../support/admin";

async function* upTo(count: number): AsyncGenerator<number> {
  for (let i = 1; i <= count; i++) yield i;
}

function numbers(name: string, count: number): Sheet<number> {
  return { name, columns: [{ header: "No", width: 8, value: (row) => row }], rows: () => upTo(count) };
}

async function sheetsOf(maxSheetRows: number, ...sheets: Sheet<number>[]) {
  const file = await readAll(streamWorkbook(sheets, { maxSheetRows }));
  const read = await readXlsxFile(file);
  return { file, sheets: read.map(({ sheet, data }) => [sheet, data.map(([cell]) => cell)]) };
}

test("rows that a sheet cannot hold follow in further ones, none twice and none lost", async () => {
  const { sheets } = await sheetsOf(4, numbers("Log", 8));
  expect(sheets).toEqual([
    ["Log", ["No", 1, 2, 3]],
    ["Log (2)", ["No", 4, 5, 6]],
    ["Log (3)", ["No", 7, 8]],
  ]);
});

test("rows that just fit need no further sheet", async () => {
  const { sheets } = await sheetsOf(4, numbers("Log", 3), numbers("Empty", 0), numbers("More", 4));
  expect(sheets.map(([name]) => name)).toEqual(["Log", "Empty", "More", "More (2)"]);
});

test("every sheet has its header frozen and filtered, and a name that Excel takes", async () => {
  const { file, sheets } = await sheetsOf(2, numbers("A/B: a name that is longer than Excel takes", 12));
  expect(sheets).toHaveLength(12);
  const entries = unzip(file);
  for (const [i, [name]] of sheets.entries()) {
    expect(String(name).length).toBeLessThanOrEqual(31);
    expect(name).not.toMatch(/[[\]:*?/\\]/);
    const xml = entries.get(`xl/worksheets/sheet${i + 1}.xml`) ?? "";
    expect(xml).toContain('state="frozen"');
    expect(xml).toContain("<autoFilter");
  }
});
