import { describe, expect, test } from "vitest";
import { parseJson, readBody } from "./body";

const request = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);

const bytes = (text: string) => new TextEncoder().encode(text);

describe("readBody", () => {
  test("gives the bytes as they came", async () => {
    const raw = new Uint8Array([0, 255, 13, 10]);
    expect([...(await readBody(request(raw), 4))]).toEqual([...raw]);
    expect(await readBody(new Request("http://localhost/"), 4)).toHaveLength(0);
  });

  test("refuses by the declared length, and by the counted one", async () => {
    const refusal = { code: "payload_too_large" };
    await expect(readBody(request("x", { "content-length": "5" }), 4)).rejects.toMatchObject(refusal);
    await expect(readBody(request("12345"), 4)).rejects.toMatchObject(refusal);
  });

  test("refuses what ends before its end", async () => {
    const cut = new ReadableStream({ pull: (controller) => controller.error(new Error("aborted")) });
    await expect(readBody(request(cut), 4)).rejects.toMatchObject({ code: "request_cut_off" });
  });

  test("stops reading an endless body", async () => {
    let isCancelled = false;
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
      cancel: () => {
        isCancelled = true;
      },
    });
    await expect(readBody(request(endless), 5000)).rejects.toMatchObject({
      code: "payload_too_large",
    });
    expect(isCancelled).toBe(true);
  });
});

describe("parseJson", () => {
  test("counts levels outside of strings only", () => {
    const levels = (n: number) => bytes("[".repeat(n) + "]".repeat(n));
    expect(parseJson(levels(32))).toBeInstanceOf(Array);
    expect(() => parseJson(levels(33))).toThrow("32");
    expect(() => parseJson(levels(5_000_000))).toThrow("32");
    const text = `${"[".repeat(100)}\\"{"`;
    expect(parseJson(bytes(JSON.stringify({ text })))).toEqual({ text });
    expect(parseJson(bytes(`[${"[],".repeat(100)}{}]`))).toHaveLength(101);
  });

  test.each(["", "{", "[]]", "{]", '"\u0001"'])("refuses %j", (text) => {
    expect(() => parseJson(bytes(text))).toThrow();
  });

  test("refuses what is not UTF-8", () => {
    expect(() => parseJson(new Uint8Array([0x22, 0xc0, 0xaf, 0x22]))).toThrow("UTF-8");
  });
});
