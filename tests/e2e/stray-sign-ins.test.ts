import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "../support/app";

/** A line of the log that tells an error. */
const ERROR = /"level":50/;

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

test("calls of strangers to where a sign-in ends ask the provider once, and are no errors", async () => {
  for (let i = 0; i < 5; i++) {
    const answer = await fetch(`${app.url}/api/auth/callback/oidc?code=x&state=${i}`, { redirect: "manual" });
    expect(answer.headers.get("location")).toContain("/sign-in?error=");
  }
  expect(asked).toEqual(["/.well-known/openid-configuration"]);
  const told = () => lines.filter((line) => line.includes("sign-in given up"));
  await expect.poll(() => told().length).toBe(5);
  expect(lines.filter((line) => ERROR.test(line))).toEqual([]);
});
