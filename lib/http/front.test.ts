import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanRequest } from "./front";

const APP_URL = new URL("https://witiop.example.com:8443");
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

type Seen = { url: string | undefined; headers: IncomingHttpHeaders; raw: string[] };

let server: Server;
let hops: number;
let target = "/";

beforeAll(async () => {
  server = createServer((req, res) => {
    cleanRequest(req, { appUrl: APP_URL, trustedProxyHops: hops });
    const seen: Seen = { url: req.url, headers: req.headers, raw: req.rawHeaders };
    res.setHeader("connection", "close").end(JSON.stringify(seen));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(() => server.close());

/** Sends a request with exactly these header lines and answers what a handler would see of them. */
async function seenBehind(trustedProxyHops: number, ...lines: string[]): Promise<Seen> {
  hops = trustedProxyHops;
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.write([`GET ${target} HTTP/1.1`, "Host: whatever.example", ...lines, "", ""].join("\r\n"));
  const answer = await text(socket);
  return JSON.parse(answer.slice(answer.indexOf("{"), answer.lastIndexOf("}") + 1)) as Seen;
}

const valuesOf = ({ raw }: Seen, name: string) =>
  raw.filter((_value, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === name);

test("the client's address, the public host and scheme and an id are written", async () => {
  const { headers } = await seenBehind(0);
  expect(headers).toMatchObject({
    host: "witiop.example.com:8443",
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "witiop.example.com:8443",
    "x-forwarded-proto": "https",
    "x-request-id": expect.stringMatching(UUID_V7),
  });
});

test("every request has an id of its own", async () => {
  const ids = await Promise.all([1, 2, 3].map(async () => (await seenBehind(0)).headers["x-request-id"]));
  expect(new Set(ids).size).toBe(3);
});

test.each([
  "X-Request-Id",
  "x-forwarded-host",
  "X-FORWARDED-PROTO",
  "X-Forwarded-For",
  "X-Forwarded-Port",
  "X-Forwarded-Anything",
  "Forwarded",
  "X-Real-IP",
  "X-Middleware-Subrequest",
  "x-middleware-rewrite",
  "X-Invoke-Path",
])("what a client writes in %s is dropped, once or twice", async (name) => {
  const seen = await seenBehind(0, `${name}: forged-1`, `${name}: forged-2`);
  expect(JSON.stringify(seen)).not.toContain("forged");
});

test("what is the client's to say stays, repetitions too", async () => {
  const lines = [
    "Authorization: Bearer wtp_x",
    "Cookie: a=1",
    "X-Custom: one",
    "X-Custom: two",
    "X-Forward: y",
  ];
  const seen = await seenBehind(0, ...lines);
  expect(seen.headers).toMatchObject({
    authorization: "Bearer wtp_x",
    cookie: "a=1",
    "x-custom": "one, two",
    "x-forward": "y",
  });
  expect(valuesOf(seen, "x-custom")).toEqual(["one", "two"]);
});

test.each([
  [0, ["X-Forwarded-For: 198.51.100.1"], "127.0.0.1"],
  [1, ["X-Forwarded-For: 198.51.100.1, 203.0.113.9"], "203.0.113.9"],
  [1, ["X-Forwarded-For: 198.51.100.1", "X-Forwarded-For: 203.0.113.9"], "203.0.113.9"],
  [2, ["X-Forwarded-For: 198.51.100.1, 203.0.113.9, 10.0.0.2"], "203.0.113.9"],
  [1, ["X-Forwarded-For: ::ffff:203.0.113.9"], "203.0.113.9"],
  [1, [], "127.0.0.1"],
  [3, ["X-Forwarded-For: 203.0.113.9"], "127.0.0.1"],
])("behind %i proxies %j is %s, said once", async (trustedProxyHops, lines, address) => {
  const seen = await seenBehind(trustedProxyHops, ...lines);
  expect(seen.headers["x-forwarded-for"]).toBe(address);
  for (const name of ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-request-id"])
    expect(valuesOf(seen, name)).toEqual([seen.headers[name]]);
});

test.each([
  ["/a//b/../c?q=%2F&r=1", "/a//b/../c?q=%2F&r=1"],
  ["http://other.example/a?q=1", "/a?q=1"],
  ["http://other.example", "/"],
])("the target %s is the path %s", async (asked, path) => {
  target = asked;
  const { url, headers } = await seenBehind(0).finally(() => {
    target = "/";
  });
  expect(url).toBe(path);
  expect(headers.host).toBe("witiop.example.com:8443");
});
