import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type RunningApp, startApp } from "../support/app";
import { type RawAnswer, sendRaw } from "../support/raw";
import { signInDirectly } from "../support/sessions";

/** A line of the log that tells an error. */
const ERROR = /"level":50/;

let app: RunningApp;
let cookie = "";
const lines: string[] = [];

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off", LOG_LEVEL: "debug" }, onLine: (line) => lines.push(line) });
  ({ cookie } = (await signInDirectly(app, "admin")).headers);
});

afterAll(() => app?.stop());

beforeEach(() => {
  lines.length = 0;
});

afterEach(() => {
  expect(lines.filter((line) => ERROR.test(line))).toEqual([]);
});

/** Sends a request as it stands, which `fetch` would put right. */
async function ask(method: string, target: string, ...headers: string[]): Promise<RawAnswer> {
  const bytes = [`${method} ${target} HTTP/1.1`, "Host: x", `Cookie: ${cookie}`, ...headers, "", ""];
  const [answer] = await sendRaw(app.url, bytes.join("\r\n"));
  if (!answer) throw new Error(`No answer to ${method} ${target}`);
  return answer;
}

const SAFE = {
  "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
  "x-content-type-options": "nosniff",
};
const SAFE_PAGE = {
  ...SAFE,
  "content-security-policy": expect.stringContaining("nonce-"),
  "referrer-policy": "same-origin",
};

test.each([
  "/favicon.ico",
  "/favicon.icoX",
  "/api",
  "/api/foo",
  "/api/v1x",
  "/api/healthy",
  "/_next/static",
  "/_next/staticfoo",
  "/nothing",
  "/sign-in",
])("whatever %s is answered has the headers of a page", async (path) => {
  const { headers } = await ask("GET", path);
  expect(Object.fromEntries(headers)).toMatchObject(SAFE_PAGE);
});

test.each(["/api/v1/token", "/api/v1/nothing", "/api/health", "/api/ready"])(
  "no browser guesses what %s is",
  async (path) => {
    expect((await ask("GET", path)).headers.get("x-content-type-options")).toBe("nosniff");
  },
);
