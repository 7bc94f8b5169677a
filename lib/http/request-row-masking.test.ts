import { describe, expect, test } from "vitest";
import { createSecret } from "../api-tokens/secret";
import { AppError } from "../errors";
import { maskedDetail, maskedPath, maskedQuery, maskedText, requestRow } from "./request-row";

const BODY = "0123456789abcdefghijABCDEFGHIJ9876543210";
const SECRET = `wtp_${BODY}`;
const JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI0MiJ9.c2lnbmF0dXJl";

const escapeAll = (text: string) =>
  [...text].map((char) => `%${char.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");

/** Ways to write a credential into an address; none of them may be readable in the log, decoded however often. */
const SPELLINGS: [what: string, text: string][] = [
  ["as it is", SECRET],
  ["in capitals before", `WTP_${BODY}`],
  ["its underscore encoded", `wtp%5F${BODY}`],
  ["its first letter encoded", `%77tp_${BODY}`],
  ["all encoded", escapeAll(SECRET)],
  ["encoded twice", encodeURIComponent(escapeAll(SECRET))],
  ["encoded three times", encodeURIComponent(encodeURIComponent(escapeAll(SECRET)))],
  ["beside a malformed escape", `%ZZ${escapeAll(SECRET)}`],
  ["a signing secret", `whsec_${BODY}`],
  ["twice in one text", `${SECRET}.${SECRET}`],
  ["with a hyphen", `wtp-${BODY}`],
  ["with a hyphen, encoded", `wtp%2D${BODY}`],
  ["with a wide underscore", `wtp\uFF3F${BODY}`],
  ["with a point inside", `wtp_.${BODY}`],
  ["with a mark inside", `wtp_!${BODY}`],
  ["after a scheme of others", `Token%20${BODY}`],
  ["after a scheme and a colon", `bearer:${BODY}`],
  ["after both, encoded", `Bearer%3A%20${BODY}`],
];

function fullyDecoded(text: string): string {
  let current = text;
  for (let i = 0; i < 6; i++)
    current = current.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return current;
}

test.each(SPELLINGS)("a secret %s is in no part of the log", (_what, text) => {
  for (const logged of [
    maskedPath(`/api/v1/${text}/messages`),
    maskedPath(`/api/v1/conversations;x=${text}`),
    maskedText(`robot/1.0 (${text})`),
    maskedQuery(`?q=${text}`),
    maskedQuery(`?limit=5&${text}=1`),
    maskedQuery(`?${text}`),
    maskedQuery(`?a=1;token=${text}`),
    maskedDetail(`${text}: There is no such parameter.`),
    maskedDetail(`${"limit: Give it once. ".repeat(20)}${text}: Give it once. ${"x".repeat(2_000)}`),
  ])
    expect(fullyDecoded(logged ?? "")).not.toContain(BODY.slice(0, 12));
});

test("a secret without its beginning is masked by its checksum, whatever stands around it", () => {
  for (let i = 0; i < 50; i++) {
    const body = createSecret().slice(4);
    for (const text of [
      body,
      `wtp${body}`,
      `${body}x`,
      `%20${body}`,
      escapeAll(body),
      `(${body})`,
      `x=${body}`,
    ])
      for (const logged of [maskedPath(`/api/v1/token/${text}`), maskedQuery(`?q=${text}`), maskedText(text)])
        expect(fullyDecoded(logged ?? "")).not.toContain(body.slice(0, 8));
  }
  expect(maskedText(`a ${createSecret().slice(4)} b`)).toBe("a [masked] b");
});

test.each([
  "token",
  "access_token",
  "apiToken",
  "api_key",
  "apikey",
  "x-api-key",
  "client_secret",
  "password",
  "passwd",
  "pass",
  "passphrase",
  "pwd",
  "auth",
  "authorization",
  "credential",
  "credentials",
  "signature",
  "sig",
  "X-Amz-Signature",
  "session",
  "session_id",
  "PHPSESSIONID",
  "cookie",
  "jwt",
  "id_token",
  "bearer",
  "client_assertion",
  "TOKEN",
  "%74oken",
  "%2574oken",
  "to%6Ben",
  "filter[token]",
  "filter%5Btoken%5D",
  "code",
  "filter[code]",
  "otp",
  "pin",
  "sid",
  "connect.sid",
  "PHPSESSID",
])("the value of %s is masked, whatever it is", (name) => {
  for (const search of [`?${name}=plain-value`, `?a=1&${name}=plain-value&b=2`, `?a=1;${name}=plain-value`])
    expect(maskedQuery(search)).not.toContain("plain-value");
  for (const path of [
    `/api/v1/conversations;${name}=plain-value`,
    `/api/v1/conversations;a=1;${name}=plain-value/messages`,
    `/api/v1/${name}=plain-value`,
    `/api/v1/conversations%3b${name}%3Dplain-value`,
  ])
    expect(maskedPath(path)).not.toContain("plain-value");
});

test.each([
  "password=plain-value: There is no such parameter.",
  "a&token=plain-value: Give it once.",
  "limit: Give it once. x;pass%3Dplain-value: There is no such parameter.",
  "callback=https://user:plain-value@example.com: There is no such parameter.",
  "Bearer plain-value: There is no such parameter.",
])("no credential in the name of a refused parameter is in %s", (message) => {
  expect(fullyDecoded(maskedDetail(message))).not.toContain("plain-value");
});

test.each([
  "from: Give a time such as 2026-11-01T00:00:00Z; with an offset, write its + as %2B.",
  "status: Choose one of waiting, active, closed. limit: Choose a whole number from 1 to 100.",
  "There is no such route; see https://tokens.example.com:8443/api-docs",
])("%s is logged as it was told", (message) => expect(maskedDetail(message)).toBe(message));

test("of what is told 500 characters are kept", () => {
  expect(maskedDetail("a ".repeat(400))).toHaveLength(500);
  expect(maskedDetail(`${"a".repeat(499)}\u{1F600}\0`)).toBe(`${"a".repeat(499)}\uFFFD`);
});

test("an encoded equals sign hides no value", () => {
  expect(maskedQuery("?token%3Dplain-value")).not.toContain("plain-value");
});

test.each([
  "?limit=5?access_token=plain-value",
  "?next=/back?password=plain-value",
  "?next=%2Fback%3Fpassword%3Dplain-value%26a=1",
])("a sensitive name in an address, %s, hides no value", (search) => {
  expect(fullyDecoded(maskedQuery(search) ?? "")).not.toContain("plain-value");
});

test.each([
  ["a JSON web token", `?next=${JWT}`, "eyJzdWIiOiI0MiJ9"],
  ["an authorization", "?q=Bearer%20plain-value", "plain-value"],
  ["an authorization with a plus", "?q=Basic+cGxhaW4tdmFsdWU6eA==", "cGxhaW4"],
  ["a name and password in an address", "?callback=https://user:plain-value@example.com/", "plain-value"],
  ["the same, encoded", "?callback=https%3A%2F%2Fuser%3Aplain-value%40example.com", "plain-value"],
])("%s is masked under any name", (_what, search, hidden) => {
  expect(fullyDecoded(maskedQuery(search) ?? "")).not.toContain(hidden);
});

test.each([
  "?limit=50&after=WyJjb252ZXJzYXRpb25zIl0",
  "?from=2026-11-01T00%3A00%3A00Z&number=%2B390612345678",
  "?status=active&q=caff%C3%A8",
  "?empty=&flag",
  "?country_code=39&status_code=500&pins=1&inside=2&codec=3",
  "?q=token+expired&plan=basic:yearly",
  "?q=token:01935a00-0000-7000-8000-000000000000",
  `?etag=${"0123456789abcdef".repeat(4)}`,
  `?q=${"a".repeat(38)}`,
])("%s is logged as it came", (search) => expect(maskedQuery(search)).toBe(search.slice(1)));

test.each([
  "/api/v1/token",
  "/api/v1/conversations/01935a00-0000-7000-8000-000000000000/messages",
  "/api/v1/%ZZ/%E0%A4%A",
  "/api/v1/conversations;page=2/tokens;a=b",
  "/wtp/conversations",
])("the path %s is logged as it came", (path) => expect(maskedPath(path)).toBe(path));

test.each([
  "wtp-client/1.2 (token refresh; Linux)",
  "wtp-internationalisation/1.0",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
])("the program %s is logged as it came", (program) => expect(maskedText(program, 512)).toBe(program));

describe("a text that is too long", () => {
  const LONG = 16_000;

  test.each<[what: string, text: string, hidden: string]>([
    ...SPELLINGS.map(([what, text]): [string, string, string] => [what, text, BODY.slice(0, 4)]),
    ["a JSON web token", JWT, "eyJhbGci"],
    ["a JSON web token, encoded", escapeAll(JWT), "eyJhbGci"],
    ["an authorization", "Bearer+plain-value", "pla"],
    ["a password in an address", "https://user:plain-value@example.com", "pla"],
    ["a password with separators", "https://user:plain&va;l=ue?@example.com", "pla"],
    ["the same, its slashes encoded", "https:%2F%2Fuser:plain&va;l=ue?@example.com", "pla"],
    ["a password, encoded", escapeAll("https://user:plain-value@example.com"), "pla"],
    ["a sensitive name", "token=plain-value", "pla"],
  ])("shows no beginning of %s, wherever it is cut", (_what, text, hidden) => {
    // So much of it is masked that what stands before the cut is kept.
    const before = `a=wtp_${"x".repeat(3_000)}&b=`;
    for (let at = 4_096 - text.length - 10; at < 4_100; at++) {
      const query = `${before}${"y".repeat(at - before.length - 1)}&${text}&${"z".repeat(LONG)}`;
      expect(fullyDecoded(maskedQuery(`?${query}`) ?? "")).not.toContain(hidden);
      if (!text.startsWith("token")) expect(fullyDecoded(maskedText(query))).not.toContain(hidden);
    }
  });

  test("is kept to the last piece that is whole", () => {
    expect(maskedQuery(`?limit=5&cursor=${"A".repeat(5_000)}`)).toBe("limit=5&cursor=[cut]");
    expect(maskedText(`/api/v1/${"a".repeat(5_000)}`)).toBe("/api/v1/[cut]");
    expect(maskedText("a".repeat(3_000))).toBe("a".repeat(2_048));
    expect(maskedText("robot/1.0 ".repeat(200), 512)).toBe("robot/1.0 ".repeat(52).slice(0, 512));
  });

  test.each([
    "eyJ-",
    "eyJaaaaaa-",
    "https://a:",
    ":%2f%2f:",
    "://",
    "Bearer ",
    "Bearer+",
    "%25",
    "wtp_",
    "a:",
    "a",
    "wtp-",
    "wtp-0123456789012345678&",
    "token ",
    "bearer:",
    "Bearer%3a",
    "token=",
    "token;",
  ])("%s, repeated, is masked and cut like any other", (piece) => {
    const text = piece.repeat(LONG / piece.length);
    expect(maskedText(text).length).toBeLessThanOrEqual(2_048);
    expect(maskedPath(`/${text}`).length).toBeLessThanOrEqual(2_048);
    expect(maskedQuery(`?${text}`)?.length).toBeLessThanOrEqual(2_048);
  });
});

test("a row of the log holds nothing of a secret, wherever the caller wrote it", () => {
  const url = `http://localhost/api/v1/${SECRET}?q=${SECRET}&token=${SECRET}#${SECRET}`;
  const headers = { authorization: `Bearer ${SECRET}`, "user-agent": `robot Bearer ${JWT} ${SECRET}` };
  const facts = { id: "some", startedAt: new Date(), durationMs: 1, route: null, ip: null, identity: null };
  const refusal = new AppError("invalid_parameter", `${SECRET}: There is no such parameter.`);
  const outcome = { status: 400, refusal, rows: null, bytes: 1, streamState: null };
  const row = JSON.stringify(requestRow(new Request(url, { headers }), { ...facts, ...outcome }));
  expect(row).not.toContain(BODY.slice(0, 12));
  expect(row).not.toContain("eyJ");
});
