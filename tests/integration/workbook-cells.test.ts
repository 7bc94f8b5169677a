import readXlsxFile from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { type CellValue, streamWorkbook } from "@/lib/excel/workbook";
import { readAll, unzip } from "../support/admin";

async function* rowsOf<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

/** A workbook with one column of these values, as its bytes and as the XML of its sheet. */
async function workbookOf(values: readonly CellValue[], date = false) {
  const column = { header: "Value", width: 20, date, value: (value: CellValue) => value };
  const stream = streamWorkbook<[CellValue]>([
    { name: "Values", columns: [column], rows: () => rowsOf(values) },
  ]);
  const file = await readAll(stream);
  const entries = unzip(file);
  const xml = entries.get("xl/worksheets/sheet1.xml") ?? "";
  const [sheet] = await readXlsxFile(file, { trim: false });
  return { entries, xml, cells: (sheet?.data ?? []).slice(1).map(([value]) => value) };
}

/** The type and the raw content of a cell. */
function cellXml(xml: string, ref: string): { type: string | undefined; body: string } {
  const [, attributes = "", body = ""] = new RegExp(`<c r="${ref}"([^>]*)>(.*?)</c>`, "s").exec(xml) ?? [];
  return { type: / t="(\w+)"/.exec(attributes)?.[1], body };
}

describe("texts stay texts", () => {
  const formulas = [
    "=1+1",
    "+39061",
    "-1",
    "@SUM(A1)",
    "=cmd|'/c calc'!A1",
    "\t=1",
    "\n=1",
    "'=1",
    "＝1+1",
    "1",
    "TRUE",
  ];

  test("whatever they begin with: no cell is a formula, a number or an error", async () => {
    const { xml, cells } = await workbookOf(formulas);
    expect(xml).not.toMatch(/<f[ >/]/);
    for (const i of formulas.keys()) expect(cellXml(xml, `A${i + 2}`).type).toMatch(/^(str|s|inlineStr)$/);
    expect(cells).toEqual(formulas);
  });

  test.each([
    ["emoji and flags", "👩‍👩‍👧‍👦 🇮🇹 e\u0301"],
    ["right to left, with its marks", "\u202Eשלום עולם\u202C مرحبا"],
    ["markup", `<script>&amp;"'</script> ]]>`],
    ["several lines", "one\ntwo\n\nthree"],
    ["spaces at both ends", "  padded  "],
  ])("%s", async (_what, text) => {
    const { cells } = await workbookOf([text]);
    expect(cells).toEqual([text]);
  });

  test("what Excel would take for an escape is escaped", async () => {
    const { xml } = await workbookOf(["_x000D_", "a_x0041_b", "_x00_", "_x005F_x000D_"]);
    const bodies = [2, 3, 4, 5].map((row) => cellXml(xml, `A${row}`).body.replace(/<\/?\w+[^>]*>/g, ""));
    expect(bodies).toEqual(["_x005F_x000D_", "a_x005F_x0041_b", "_x00_", "_x005F_x005F_x005F_x000D_"]);
  });

  test.each(["\r=1", "a\r\nb\rc\n", "_x000D_", "_x000D_\r", "_x000D\r", "__\r_x000D\r\r_"])(
    "carriage returns, and what looks like one, come back: %j",
    async (text) => {
      const { cells } = await workbookOf([text]);
      expect(cells).toEqual([text]);
    },
  );

  test("what XML cannot hold is replaced visibly, and the file can be read", async () => {
    const { xml, cells } = await workbookOf(["a\u0000\u0001\u001bb", "\ud800", "\ufffe\uffff"]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(cells).toEqual(["a\ufffd\ufffd\ufffdb", "\ufffd", "\ufffd\ufffd"]);
  });

  test("a text that no cell could hold is cut, and never in the middle of a character", async () => {
    const { cells } = await workbookOf(["x".repeat(40_000), "😀".repeat(20_000)]);
    for (const cell of cells) {
      expect(String(cell).length).toBeLessThanOrEqual(32_767);
      expect(String(cell).length).toBeGreaterThan(32_700);
      expect(String(cell).endsWith("…")).toBe(true);
      expect(String(cell).isWellFormed()).toBe(true);
    }
  });
});

describe("other values keep their type", () => {
  test("dates are numbers with a format of a date", async () => {
    const dates = [new Date("2026-03-29T02:30:00Z"), new Date("1999-12-31T23:59:00Z")];
    const { xml, cells, entries } = await workbookOf(dates, true);
    // A day's fraction is a binary one, so it is off by less than a millisecond.
    expect(cells.map((cell) => Math.round(Number(cell) / 1000))).toEqual(
      dates.map((d) => d.getTime() / 1000),
    );
    expect(cells.every((cell) => cell instanceof Date)).toBe(true);
    expect(cellXml(xml, "A2")).toMatchObject({ type: undefined, body: expect.stringMatching(/^<v>46110\./) });
    expect(entries.get("xl/styles.xml")).toContain('formatCode="yyyy-mm-dd hh:mm"');
  });

  test("numbers, truth values and nothing", async () => {
    const { xml, cells } = await workbookOf([0, -1.5, true, false, null, ""]);
    expect(cells.slice(0, 4)).toEqual([0, -1.5, true, false]);
    expect([2, 4, 5].map((row) => cellXml(xml, `A${row}`).type)).toEqual([undefined, "b", "b"]);
    expect(cells[4] ?? null).toBeNull();
  });

  test("a sheet without rows has its header", async () => {
    const { xml, cells } = await workbookOf([]);
    expect(cells).toEqual([]);
    expect(xml).toContain("<autoFilter");
  });
});
