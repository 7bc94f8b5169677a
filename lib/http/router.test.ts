import { describe, expect, test } from "vitest";
import { once } from "@/db/registry";
import { testEnv } from "@/tests/support/env";
import { createRouter, isDirect, type RouteTable } from "./router";

once("env", () => testEnv("postgres://nobody.invalid/none"));

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

type Handler = NonNullable<RouteTable[number]["handlers"]["GET"]>;

function named(name: string): Handler {
  return async (request, context) =>
    Response.json({ name, method: request.method, params: await context.params });
}

const all = (name: string) => Object.fromEntries(METHODS.map((method) => [method, named(name)]));

const router = createRouter([
  { path: "/api/v1/[[...path]]", handlers: all("unknown") },
  { path: "/api/v1/things/[id]", handlers: all("thing") },
  { path: "/api/v1/things", handlers: all("things") },
  { path: "/api/v1/things/new", handlers: all("new") },
  { path: "/api/jobs/run", handlers: { POST: named("jobs") } },
  { path: "/api/health", handlers: { GET: named("health") } },
]);

async function ask(rawUrl: string, method = "GET") {
  const request = new Request("http://localhost/");
  // A Request cannot be made with TRACE or CONNECT, but the server gets them.
  Object.defineProperty(request, "method", { value: method });
  return router(request, rawUrl);
}

const who = async (rawUrl: string, method?: string) =>
  (await ask(rawUrl, method).then((response) => response?.json())) ?? null;

describe("paths", () => {
  test.each([
    ["/api/v1/things", "things", {}],
    ["/api/v1/things?limit=1", "things", {}],
    ["http://localhost/api/v1/things#x", "things", {}],
    ["/api/v1/things/a", "thing", { id: "a" }],
    ["/api/v1/things/a%2Fb", "thing", { id: "a/b" }],
    ["/api/v1/things/new", "new", {}],
    ["/api/v%31/things", "things", {}],
    ["/api/health", "health", {}],
  ])("%s is %s", async (rawUrl, name, params) => {
    expect(await who(rawUrl)).toMatchObject({ name, params });
  });

  test.each([
    "/api/v1",
    "/api/v1/",
    "/api/v1?x",
    "/api/v1/things/",
    "/api/v1//things",
    "/api/v1/things/a/",
    "/api/v1/things/%",
    "/api/v1/things/%C0%AF",
    "/api/v1/../jobs/run",
    "/api/v1/../../sign-in",
    "/api/v1/THINGS",
    "/api/v1/[[...path]]",
    "/api/v1/things/a/b",
    "//api/v1",
    "/API/v1/things",
    "/api//v1/things",
    "/./x/../api/v1/things",
    "/api%2Fv1/things",
    "/api%5Cv1/things",
    "/*",
  ])("%s goes to the catch-all", async (rawUrl) => {
    expect(await who(rawUrl)).toMatchObject({ name: "unknown" });
  });

  test.each(["/", "*", "", "/api", "/api/v2", "/api/v1x", "/api/jobs/run/", "/api/health/x"])(
    "%s is not meant",
    async (rawUrl) => {
      expect(await ask(rawUrl)).toBeNull();
    },
  );
});

describe("without Next.js", () => {
  test.each([
    "/api/v1",
    "/api/v1/x",
    "/api/V1/x",
    "/x/../api%2Fv1",
    "/api/v1/../../sign-in",
    "/api/v1/%2e%2e/%2e%2e/sign-in",
    "/api/health",
    "/*",
  ])("%s is served", (rawUrl) => {
    expect(isDirect(rawUrl)).toBe(true);
  });

  test.each(["/", "/api", "/api/v10", "/api/auth/session", "/sign-in?to=/api/v1", "/v1/../sign-in"])(
    "%s is not",
    (rawUrl) => {
      expect(isDirect(rawUrl)).toBe(false);
    },
  );
});

describe("methods", () => {
  test.each(["TRACE", "CONNECT", "PROPFIND", "get", "constructor", ""])(
    "%s of the public API is its GET's to refuse",
    async (method) => {
      expect(await who("/api/v1/things", method)).toMatchObject({ name: "things", method });
      expect(await who("/api/v1/nothing", method)).toMatchObject({ name: "unknown", method });
    },
  );

  test.each([
    ["/api/jobs/run", "GET", "POST"],
    ["/api/jobs/run", "HEAD", "POST"],
    ["/api/jobs/run", "TRACE", "POST"],
    ["/api/health", "POST", "GET, HEAD"],
  ])("%s refuses %s", async (rawUrl, method, allow) => {
    const answer = await ask(rawUrl, method);
    expect(answer?.status).toBe(405);
    expect(answer?.headers.get("allow")).toBe(allow);
    expect(await answer?.json()).toMatchObject({ code: "method_not_allowed" });
  });

  test("HEAD is GET without its body", async () => {
    const answer = await ask("/api/health", "HEAD");
    expect(answer?.status).toBe(200);
    expect(answer?.headers.get("content-type")).toBe("application/json");
    expect(await answer?.text()).toBe("");
  });
});
