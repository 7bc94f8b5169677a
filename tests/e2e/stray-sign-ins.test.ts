import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "../support/app";
import { sendRaw } from "../support/raw";

/** A line of the log that tells an error. */
const ERROR = /"level":50/;

/** What no browser of ours sends. */
const STRAY: [what: string, path: string, init?: RequestInit][] = [
  ["an action that is none", "/api/auth/x"],
  ["no action", "/api/auth"],
  ["a method that sign-in lacks", "/api/auth/session", { method: "HEAD" }],
  ["a way in that is none", "/api/auth/callback/other"],
  ["an action of passkeys", "/api/auth/webauthn-options/oidc"],
  ["an action that takes no POST", "/api/auth/providers", { method: "POST" }],
  ["a sign-in that no page of ours sent", "/api/auth/signin/oidc", { method: "POST" }],
  ["a sign-out that no page of ours sent", "/api/auth/signout", { method: "POST" }],
  ["a session that no page of ours sent", "/api/auth/session", { method: "POST" }],
  ["a way back that is none", "/api/auth/signin/oidc?callbackUrl=%00"],
  ["another site as the way back", "/api/auth/signin/oidc?callbackUrl=//evil.example"],
  [
    "a way back in a cookie that is none",
    "/api/auth/providers",
    { headers: { cookie: "authjs.callback-url=%20" } },
  ],
  ["no session", "/api/auth/session", { headers: { cookie: "authjs.session-token=x; authjs.csrf-token=%" } }],
  [
    "a verifier that nobody sealed",
    "/api/auth/callback/oidc?code=x",
    { headers: { cookie: "authjs.pkce.code_verifier=x; authjs.state=x; authjs.nonce=x" } },
  ],
  ["an error page's error", "/api/auth/error?error=%3Cscript%3E"],
  ...["{", "[]", "null", "5", '{"callbackUrl":5,"csrfToken":{}}', '{"callbackUrl":"//evil.example"}'].map(
    (body): [string, string, RequestInit] => [
      `the body ${body}`,
      "/api/auth/callback/oidc",
      { method: "POST", body, headers: { "content-type": "application/json" } },
    ],
  ),
];

const lines: string[] = [];
const asked: string[] = [];
let provider: Server;
let app: RunningApp;

/** An identity provider that only describes itself. */
async function startProvider(): Promise<string> {
  provider = createServer((req, res) => {
    asked.push(req.url ?? "");
    res.setHeader("content-type", "application/json");
    res.end(JSON.stringify({ issuer, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/me` }));
  }).listen(0, "127.0.0.1");
  await once(provider, "listening");
  const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  return issuer;
}

beforeAll(async () => {
  const env = { WORKER: "off", LOG_LEVEL: "info", OIDC_ISSUER: await startProvider() };
  app = await startApp({ env, onLine: (line) => lines.push(line) });
});

afterAll(async () => {
  await app?.stop();
  provider.close();
});

test("calls of others to where a sign-in ends ask the provider once, and are no errors", async () => {
  for (let i = 0; i < 5; i++) {
    const answer = await fetch(`${app.url}/api/auth/callback/oidc?code=x&state=${i}`, { redirect: "manual" });
    expect(answer.headers.get("location")).toContain("/sign-in?error=");
  }
  expect(asked).toEqual(["/.well-known/openid-configuration"]);
  const told = () => lines.filter((line) => line.includes("sign-in given up"));
  await expect.poll(() => told().length).toBe(5);
  expect(lines.filter((line) => ERROR.test(line))).toEqual([]);
});

test.each(STRAY)("%s at sign-in is no error of ours", async (_what, path, init) => {
  lines.length = 0;
  await fetch(`${app.url}${path}`, { redirect: "manual", ...init });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(lines.filter((line) => ERROR.test(line))).toEqual([]);
});

test.each(["json", "x-www-form-urlencoded"])(
  "a body of %s that is cut off is no error of ours",
  async (type) => {
    lines.length = 0;
    const head = ["POST /api/auth/callback/oidc HTTP/1.1", "Host: x", `Content-Type: application/${type}`];
    await sendRaw(app.url, [...head, "Content-Length: 1000", "", "abc"].join("\r\n"), { answers: 0 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lines.filter((line) => ERROR.test(line))).toEqual([]);
  },
);
