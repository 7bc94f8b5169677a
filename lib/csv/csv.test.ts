import { text } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { CellValue, Column } from "../excel/workbook";
import { csvField, streamCsv } from "./csv";

describe("a field", () => {
  test.each<[CellValue, string]>([
    [null, ""],
    ["", ""],
    ["plain", "plain"],
    ['say "hi", then\r\ngo', '"say ""hi"", then\r\ngo"'],
    [12.5, "12.5"],
    [-3, "-3"],
    [true, "true"],
    [new Date("2026-11-03T10:00:00Z"), "2026-11-03T10:00:00.000Z"],
    ["+393331234567", "+393331234567"],
    ["-1", "-1"],
    ["=1+1", "'=1+1"],
    ["+1+1", "'+1+1"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\t=1", `"\t'=1"`],
    ["x;=1+1", `"x;'=1+1"`],
    ["x\r\n=1\n@a\t+b", `"x\r\n'=1\n'@a\t'+b"`],
    ['x;"=1', `"x;'""=1"`],
    ["x; =1", `"x;' =1"`],
    [" =1", "' =1"],
    ["call;+39 333 1234567;-1.5", '"call;+39 333 1234567;-1.5"'],
    ["a-b; c=d\n1 + 1", '"a-b; c=d\n1 + 1"'],
    ["+39••••••••67", "+39••••••••67"],
    ["+39••=1", "'+39••=1"],
    ["＝1+1", "'＝1+1"],
    ["＋1", "'＋1"],
    ["－1", "'－1"],
    ["＠SUM(A1)", "'＠SUM(A1)"],
    ["x;＝1", `"x;'＝1"`],
    ...["\u200b", "\u2060", "\u0085", "\u001f", "\u202e", "\u00ad", "\u0000", "\ufe0f"].flatMap<
      [string, string]
    >((lead) => [
      [`${lead}=1`, `'${lead}=1`],
      [`x;${lead} ${lead}=1`, `"x;'${lead} ${lead}=1"`],
      [`${lead}a=1`, `${lead}a=1`],
    ]),
    ['=HYPERLINK("http://a","b")', `"'=HYPERLINK(""http://a"",""b"")"`],
  ])("%j is written %j", (value, written) => {
    expect(csvField(value)).toBe(written);
  });
});

describe("a file", () => {
  const columns: Column<number>[] = [
    { header: "no", width: 5, value: (n) => n },
    { header: "text", width: 5, value: (n) => `row ${n}` },
  ];

  async function* numbers(count: number) {
    for (let n = 1; n <= count; n++) yield n;
  }

  test("has its header and every row once, in order", async () => {
    const file = await text(streamCsv({ columns, rows: () => numbers(5000) }));
    const lines = file.split("\r\n");
    expect(lines.at(0)).toBe("no,text");
    expect(lines.slice(1, -1)).toEqual(Array.from({ length: 5000 }, (_, i) => `${i + 1},row ${i + 1}`));
    expect(lines.at(-1)).toBe("");
  });

  test("begins with a byte order mark for Excel", async () => {
    const stream = streamCsv({ columns, rows: () => numbers(0) });
    const bytes = Buffer.from(await new Response(stream).arrayBuffer());
    expect(bytes.toString("hex")).toBe(`efbbbf${Buffer.from("no,text\r\n").toString("hex")}`);
  });

  test("fails when its rows fail, and ends them when nobody reads on", async () => {
    async function* broken() {
      yield 1;
      throw new Error("no more");
    }
    await expect(text(streamCsv({ columns, rows: broken }))).rejects.toThrow("no more");
    let ended = false;
    async function* endless() {
      try {
        for (let n = 1; ; n++) yield n;
      } finally {
        ended = true;
      }
    }
    const reader = streamCsv({ columns, rows: endless }).getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(() => ended).toBe(true);
  });

  test("is not looked on for when nobody reads on", async () => {
    let looks = 0;
    async function* noneFound(signal: AbortSignal): AsyncGenerator<number> {
      for (; !signal.aborted; looks++) await nextTurn();
      yield* [];
    }
    const stream = streamCsv({ columns, rows: noneFound });
    const reader = stream.getReader();
    const read = reader.read();
    await expect.poll(() => looks).toBeGreaterThan(2);
    await reader.cancel();
    expect(await read).toEqual({ done: true, value: undefined });
    const before = looks;
    await nextTurn();
    expect(looks).toBe(before);
  });
});
