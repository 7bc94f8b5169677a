import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { compressed, jsonOutcome, keptJsonOutcome, withEntityTag } from "./outcome";

const value = { text: "long enough ".repeat(500) };

const asked = (headers: Record<string, string> = {}) => new Request("http://localhost/", { headers });

describe("an answer that is kept", () => {
  test("has the tag of one that is not", async () => {
    const kept = withEntityTag(asked(), await keptJsonOutcome(value, 1));
    const { packed: _packed, ...rest } = kept;
    expect(rest).toEqual(withEntityTag(asked(), jsonOutcome(value, 1)));
  });

  test("is compressed once for all who ask", async () => {
    const kept = await keptJsonOutcome(value, 1);
    const request = asked({ "accept-encoding": "gzip" });
    const [first, second] = [await compressed(request, kept), await compressed(request, kept)];
    expect(first.headers["content-encoding"]).toBe("gzip");
    expect(second.body).toBe(first.body);
    expect(JSON.parse(gunzipSync(first.body as Uint8Array).toString())).toEqual(value);
  });

  test("is given as it is to who takes no gzip, and is 304 to who knows it", async () => {
    const kept = await keptJsonOutcome(value, 1);
    expect((await compressed(asked(), kept)).body).toBe(JSON.stringify(value));
    const known = asked({ "if-none-match": kept.headers.etag ?? "", "accept-encoding": "gzip" });
    expect(await compressed(known, withEntityTag(known, kept))).toMatchObject({ status: 304, body: "" });
  });
});
