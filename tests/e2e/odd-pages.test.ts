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

test.each(["/suppliers/%ff", "/api-tokens/%E0%A4%A", "/%", "/%zz", "/_next/static/%ff"])(
  "the path %s is a 400, whoever asks",
  async (path) => {
    for (const headers of [[], ["RSC: 1"]]) {
      const answer = await ask("GET", path, ...headers);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, "malformed_request"]);
      expect(Object.fromEntries(answer.headers)).toMatchObject(SAFE);
    }
  },
);

test.each(["/%00", "/api-tokens", "/nothing"])(
  "the state of a router that nobody can read is a 400 at %s",
  async (path) => {
    for (const state of ["%", "%5B", "x"]) {
      const answer = await ask("GET", path, "RSC: 1", `Next-Router-State-Tree: ${state}`);
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([400, "malformed_request"]);
    }
  },
);

test("a page asked for by TRACE is a 405 that says what it takes", async () => {
  const answer = await ask("TRACE", "/");
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([405, "method_not_allowed"]);
  expect(Object.fromEntries(answer.headers)).toMatchObject({ ...SAFE, allow: "GET, HEAD, POST" });
});

test("an unsigned webhook that is cut off is no error of ours", async () => {
  const bytes = [
    "POST /api/channels/whatsapp HTTP/1.1",
    "Host: x",
    `X-Hub-Signature-256: sha256=${"0".repeat(64)}`,
    "Content-Length: 1000",
    "",
    "abc",
  ].join("\r\n");
  const [answer] = await sendRaw(app.url, bytes, { ends: true });
  expect([answer?.status, JSON.parse(answer?.text ?? "").code]).toEqual([400, "request_cut_off"]);
  await sendRaw(app.url, bytes, { answers: 0 });
  await new Promise((resolve) => setTimeout(resolve, 300));
});

test.each(["/api/v1/token", "/api/v1/nothing", "/api/health", "/api/ready", "/api/nothing/%ff"])(
  "no browser guesses what %s is",
  async (path) => {
    expect((await ask("GET", path)).headers.get("x-content-type-options")).toBe("nosniff");
  },
);
