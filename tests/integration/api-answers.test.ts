import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addConversation, addNumber, addToken, callApi } from "../support/api-data";

let world: AdminWorld;
let token: Awaited<ReturnType<typeof addToken>>;
let one: string;

beforeAll(async () => {
  world = await openAdminWorld();
  token = await addToken(world.db);
  const number = await addNumber(world.db, "+390600000001");
  for (let i = 0; i < 12; i++) one = `/api/v1/conversations/${(await addConversation(world.db, number)).id}`;
});

afterAll(() => world.close());

const call = (path: string, headers: Record<string, string> = {}, method = "GET") =>
  callApi(world.db, path, token.secret, { headers, method });

describe("an object's ETag", () => {
  test("spares who has it already the body, and is logged", async () => {
    const first = await call(one);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    expect(first.headers.get("cache-control")).toBe("private, no-cache");
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, "*"]) {
      const again = await call(one, { "if-none-match": known });
      expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
      expect([again.headers.has("content-type"), again.headers.get("vary")]).toEqual([
        false,
        "accept-encoding",
      ]);
      expect(again.row).toMatchObject({ status: 304, code: null, responseBytes: 0, rowsReturned: 1 });
    }
  });

  test.each(['W/"other"', "", "nonsense", '"'])("is sent whole to who has another: %j", async (known) => {
    expect((await call(one, { "if-none-match": known })).status).toBe(200);
  });

  test("is another one for a token that sees it masked", async () => {
    const masked = await addToken(world.db, { masksContacts: true });
    const seen = await callApi(world.db, one, masked.secret);
    expect(seen.headers.get("etag")).not.toBe((await call(one)).headers.get("etag"));
  });

  test("is for objects, not for lists and refusals", async () => {
    for (const path of ["/api/v1/conversations", `${one}0`]) {
      const { headers } = await call(path);
      expect([headers.get("etag"), headers.get("cache-control")]).toEqual([null, "no-store"]);
    }
  });
});

describe("compression", () => {
  const long = "/api/v1/conversations";

  async function raw(path: string, encoding: string) {
    const plain = await call(path);
    const answer = await call(path, { "accept-encoding": encoding });
    return { plain, answer };
  }

  test.each(["gzip", "gzip, deflate, br", "br;q=1, gzip;q=0.5", "*"])("%s gets gzip", async (encoding) => {
    const { plain, answer } = await raw(long, encoding);
    expect([answer.headers.get("content-encoding"), answer.headers.get("vary")]).toEqual([
      "gzip",
      "accept-encoding",
    ]);
    expect(gunzipSync(answer.bytes).toString()).toBe(plain.text);
    expect(answer.row?.responseBytes).toBe(answer.bytes.length);
  });

  test.each(["identity", "br", "gzip;q=0", ""])("%j gets the plain answer", async (encoding) => {
    const { plain, answer } = await raw(long, encoding);
    expect([answer.headers.get("content-encoding"), answer.text]).toEqual([null, plain.text]);
    expect(answer.headers.get("vary")).toBe("accept-encoding");
  });

  test("is said of an answer to HEAD, of which no byte is sent", async () => {
    const answer = await call(long, { "accept-encoding": "gzip" }, "HEAD");
    expect([answer.status, answer.headers.get("vary"), answer.text]).toEqual([200, "accept-encoding", ""]);
    expect(answer.row).toMatchObject({ method: "HEAD", responseBytes: 0, rowsReturned: 12 });
  });

  test("is not worth it for a small answer", async () => {
    const { answer } = await raw(one, "gzip");
    expect([answer.headers.get("content-encoding"), answer.headers.get("vary")]).toEqual([
      null,
      "accept-encoding",
    ]);
  });
});

describe("what the caller takes", () => {
  test.each([
    "application/json",
    "application/*",
    "*/*",
    "text/html, */*;q=0.1",
    "text/csv, application/json",
    "application/json; charset=utf-8",
    'application/json;profile="a;q=0, b";q=0.5',
    "",
  ])("%s is served", async (accept) => {
    expect((await call(one, { accept })).status).toBe(200);
  });

  test.each([
    "text/html",
    "application/xml",
    "application/json;q=0",
    "application/json; charset=utf-8; q=0",
    "image/*",
    "nonsense",
  ])("%s is a logged 406", async (accept) => {
    const answer = await call(one, { accept });
    expect(answer.status).toBe(406);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.row).toMatchObject({ status: 406, code: "not_acceptable", tokenId: token.id });
  });

  test.each<Record<string, string>>([{ "content-length": "2" }, { "transfer-encoding": "chunked" }])(
    "a body, %j, is a logged 415",
    async (headers) => {
      const answer = await call(one, headers);
      expect(answer.row).toMatchObject({ status: 415, code: "unsupported_media_type", tokenId: token.id });
      expect(answer.status).toBe(415);
    },
  );

  test("an empty body is none", async () => {
    expect((await call(one, { "content-length": "0" })).status).toBe(200);
  });
});
