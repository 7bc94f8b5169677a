import { like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { messages } from "@/db/schema/messages";
import { paths } from "@/lib/paths";
import { type RunningApp, type ServeMode, startApp } from "../support/app";
import { addOverlap, type Contract, openContract, REFUSALS, ROUTES } from "../support/contract";
import { type ContractPage, expectProblem, expectRefusal, readPages } from "../support/contract-expect";
import { addSubscriber } from "../support/crash";
import { readMetrics } from "../support/metrics";
import { newSigningSecret, startTestReceiver } from "../support/receiver";
import { sendWhatsapp, whatsappFixture, whatsappSignature } from "../support/send-whatsapp";

const MODES: ServeMode[] = ["server.ts", "next start"];
const ALLOW = "GET, HEAD, OPTIONS";
const UNKNOWN_ID = "01935a00-0000-7000-8000-000000000000";
const WHATSAPP = "/api/channels/whatsapp";
const LISTS = ["/conversations", "/conversations/{id}/messages", "/locations"] as const;
const ROUTE_NAMES = Object.keys(ROUTES) as (keyof typeof ROUTES)[];
const CLOSED_NAMES = ROUTE_NAMES.filter((route) => ROUTES[route] !== "public");

/** Exports are files of a line per object unless another format is asked for. */
const typeOf = (route: string) =>
  route.startsWith("/exports/") ? "application/x-ndjson" : "application/json";

let app: RunningApp;
let contract: Contract;
let call: Contract["call"];

async function open(mode: ServeMode): Promise<void> {
  app = await startApp({ mode, env: { WORKER: "off" } });
  contract = await openContract(app);
  call = contract.call;
}

test("every documented route of the API is in this contract", () => {
  const documented = routes.map(({ path }) => path.replace("/api/v1", "").replace(/\[(\w+)\]/g, "{$1}"));
  const others = ["channels/whatsapp", "health", "jobs/run", "metrics", "ready"].map(
    (name) => `/api/${name}`,
  );
  const expected = [...ROUTE_NAMES, "/[[...path]]", ...others];
  expect(documented.toSorted()).toEqual(expected.toSorted());
});

describe.each(MODES)("the API through %s", (mode) => {
  beforeAll(() => open(mode));
  afterAll(() => app?.stop());

  describe.each(CLOSED_NAMES)("%s", (route) => {
    test.each(REFUSALS)("refuses %s", async (name) => {
      const { code, status, secret, id, supplierId } = contract.refusals[name];
      const answer = await call("GET", contract.pathOf(route), { secret });
      expectRefusal(answer, status, code, { method: "GET", route, tokenId: id, supplierId });
      const { detail } = answer.body() as { detail: string };
      const reason = ` error="invalid_token", error_description="${detail}"`;
      const challenge = `Bearer${code === "token_missing" ? "" : reason}`;
      expect(answer.headers.get("www-authenticate")).toBe(status === 401 ? challenge : null);
      expect(answer.row?.secretHint ?? null).toBe(id === null ? null : (secret?.slice(-4) ?? null));
      expect(JSON.stringify([answer.text, answer.row])).not.toContain(secret ?? "Bearer wtp_0");
    });

    test("names the permission that is missing, or needs none", async () => {
      const permission = ROUTES[route];
      const answer = await call("GET", contract.pathOf(route), { secret: contract.bare.secret });
      if (permission === null) return expect(answer.status).toBe(200);
      expect(answer.body()).toMatchObject({ missing_permission: permission });
      const row = { route, tokenId: contract.bare.id, missingPermission: permission };
      expectRefusal(answer, 403, "permission_missing", row);
      expect(answer.headers.get("www-authenticate")).toBe(
        `Bearer error="insufficient_scope", scope="${permission}"`,
      );
    });

    test("answers GET, HEAD and OPTIONS, each with its log row", async () => {
      const { secret, id: tokenId, supplierId } = contract.token;
      const path = contract.pathOf(route);
      const got = await call("GET", path, { secret });
      const head = await call("HEAD", path, { secret });
      const options = await call("OPTIONS", path, { secret });
      for (const answer of [got, head])
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, typeOf(route)]);
      expect([options.status, options.headers.get("allow")]).toEqual([204, ALLOW]);
      expect([head.text, options.text]).toEqual(["", ""]);
      const caching = got.headers.has("etag") ? "private, no-cache" : "no-store";
      expect(got.headers.get("cache-control")).toBe(caching);
      const row = { route, path, code: null, tokenId, supplierId };
      expect(got.row).toMatchObject({ ...row, method: "GET", status: 200, responseBytes: got.text.length });
      expect(head.row).toMatchObject({ ...row, method: "HEAD", status: 200 });
      expect(options.row).toMatchObject({ ...row, method: "OPTIONS", status: 204 });
    });

    test.each(["POST", "PUT", "PATCH", "DELETE"])("refuses %s", async (method) => {
      const { secret, id: tokenId } = contract.token;
      const answer = await call(method, contract.pathOf(route), { secret });
      expectRefusal(answer, 405, "method_not_allowed", { method, route, tokenId });
      expect(answer.headers.get("allow")).toBe(ALLOW);
    });

    test("refuses a parameter that it does not know", async () => {
      const { secret, id: tokenId } = contract.token;
      const answer = await call("GET", `${contract.pathOf(route)}?surprise=1`, { secret });
      expectRefusal(answer, 400, "invalid_parameter", { route, tokenId, query: "surprise=1" });
    });
  });

  test("a token is told its limit, and above it when to come back", async () => {
    const { secret = "" } = contract.refusals["too many calls"];
    const { response: served } = await contract.clientOf(contract.token.secret).GET("/token");
    expect(served.headers.get("ratelimit-policy")).toMatch(/^"minute";q=\d+;w=60$/);
    expect(served.headers.get("ratelimit")).toMatch(/^"minute";r=\d+;t=\d+$/);
    expect(served.headers.get("retry-after")).toBeNull();
    const { response: refused, error } = await contract.clientOf(secret).GET("/token");
    expect(error).toMatchObject({ code: "rate_limited", missing_permission: null, errors: null });
    expect(refused.headers.get("retry-after")).toMatch(/^([1-9]|[1-5]\d|60)$/);
    expect(refused.headers.get("ratelimit")).toBe(`"minute";r=0;t=${refused.headers.get("retry-after")}`);
  });

  test("the description of the API needs no token, and is logged", async () => {
    for (const secret of [undefined, contract.token.secret]) {
      const answer = await call("GET", "/api/v1/openapi.json", { secret });
      expect(answer.row).toMatchObject({ route: "/openapi.json", status: 200, code: null });
      expect(answer.body()).toMatchObject({ openapi: "3.1.1", servers: [{ url: `${app.url}/api/v1` }] });
      const known = { "if-none-match": answer.headers.get("etag") ?? "" };
      expect((await call("GET", "/api/v1/openapi.json", { secret, headers: known })).status).toBe(304);
    }
  });

  test("the first call with a new secret ends the old one", async () => {
    const old = await addOverlap(app);
    const path = "/api/v1/token";
    for (const secret of [old.secret, old.fresh]) {
      const { data } = await contract.clientOf(secret).GET("/token");
      expect(data?.secret.hint).toBe(secret.slice(-4));
    }
    expectRefusal(await call("GET", path, { secret: old.secret }), 401, "secret_rotated", {
      tokenId: old.id,
    });
    expect((await call("GET", path, { secret: old.fresh })).status).toBe(200);
  });

  test("the documentation is a file, with the addresses of this installation", async () => {
    const answer = await call("GET", paths.apiDocsDownload());
    expect([answer.status, answer.headers.get("content-disposition")]).toEqual([
      200,
      'attachment; filename="witiop-api.html"',
    ]);
    expect(answer.text).toContain(`${app.url}/api/v1/conversations`);
  });

  test.each(["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/token/more", "/api/v1/conversations/a/b/c"])(
    "%s is a logged 404",
    async (path) => {
      const { secret, id: tokenId } = contract.token;
      expectRefusal(await call("GET", path, { secret }), 404, "not_found", { route: null, path, tokenId });
      expectRefusal(await call("POST", path, { secret }), 404, "not_found", { route: null, method: "POST" });
    },
  );

  test.each(ROUTE_NAMES.filter((route) => route.includes("{id}")))("%s is 404 for odd ids", async (route) => {
    const { secret, id: tokenId } = contract.token;
    for (const id of [UNKNOWN_ID, "not-an-id", "%00", "a%2Fb", "..%2f..", "%F0%9F%98%80", "x".repeat(3000)]) {
      const answer = await call("GET", `/api/v1${route.replace("{id}", id)}`, { secret });
      expectRefusal(answer, 404, "not_found", { route, tokenId });
    }
  });

  test.each(["limit=0", "limit=101", "limit=1.5", "limit=a", "limit=1&limit=2", "cursor=x&cursor=y"])(
    "?%s is an invalid parameter of a list",
    async (query) => {
      const { secret } = contract.token;
      for (const list of LISTS) {
        const answer = await call("GET", `${contract.pathOf(list)}?${query}`, { secret });
        expectRefusal(answer, 400, "invalid_parameter", { route: list, query });
        expect(answer.body()).toMatchObject({ errors: { [query.split("=")[0] ?? ""]: expect.any(String) } });
      }
    },
  );

  test.each(LISTS)("%s is given in pages of { data, next_cursor }", async (list) => {
    const { secret } = contract.token;
    const path = contract.pathOf(list);
    const whole = (await call("GET", `${path}?limit=100`, { secret })).body() as ContractPage;
    expect(whole).toEqual({ data: expect.any(Array), next_cursor: null });
    expect(whole.data.length).toBe(5);
    const pages = await readPages(contract, path);
    expect(pages.map((page) => page.data.length)).toEqual([2, 2, 1]);
    expect(pages.flatMap((page) => page.data)).toEqual(whole.data);
    const own = pages[0]?.next_cursor ?? "";
    for (const cursor of ["nonsense", own.slice(0, -2), UNKNOWN_ID])
      expectRefusal(await call("GET", `${path}?cursor=${cursor}`, { secret }), 400, "invalid_cursor", {});
    for (const other of LISTS.filter((name) => name !== list)) {
      const answer = await call("GET", `${contract.pathOf(other)}?cursor=${own}`, { secret });
      expectRefusal(answer, 400, "invalid_cursor", { route: other });
    }
  });

  test("a secret in the address is not logged", async () => {
    const { secret } = contract.token;
    const answer = await call("GET", `/api/v1/${secret}?token=${secret}&x=${secret}`, {
      secret,
      headers: { "user-agent": secret },
    });
    expect(answer.row).toMatchObject({
      path: "/api/v1/wtp_[masked]",
      query: "token=[masked]&x=wtp_[masked]",
    });
    expect(JSON.stringify(answer.row)).not.toContain(secret);
  });

  test.each(["/api/health", "/api/ready"])("%s answers GET and HEAD", async (path) => {
    const answer = await call("GET", path);
    expect([answer.status, answer.body()]).toEqual([200, { status: "ok" }]);
    expect(await call("HEAD", path)).toMatchObject({ status: 200, text: "" });
    expect((await call("POST", path)).status).toBe(405);
  });

  test("the metrics ask for their secret and count the calls", async () => {
    for (const wrong of [undefined, "wrong", app.env.JOBS_SECRET, contract.token.secret])
      expectProblem(await call("GET", "/api/metrics", { secret: wrong }), 401, "secret_required");
    const calls = async () =>
      (await readMetrics(app)).sumOf("witiop_api_requests_total", { route: "/token", code: "ok" });
    const before = await calls();
    await call("GET", "/api/v1/token", { secret: contract.token.secret });
    expect(await calls()).toBe(before + 1);
  });

  test("WhatsApp verifies the endpoint by our token only", async () => {
    const query = (token: string) => `?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${token}`;
    const answer = await call("GET", WHATSAPP + query(app.env.WHATSAPP_VERIFY_TOKEN ?? ""));
    expect([answer.status, answer.text]).toEqual([200, "1158201444"]);
    for (const bad of [
      query("wrong"),
      "",
      query(app.env.WHATSAPP_VERIFY_TOKEN ?? "").replace("subscribe", "x"),
    ])
      expectProblem(await call("GET", WHATSAPP + bad), 403, "forbidden");
  });

  test("a webhook is stored when its signature is that of its bytes, and only then", async () => {
    const secret = app.env.WHATSAPP_APP_SECRET ?? "";
    const post = (body: string, signature = whatsappSignature(body, secret)) =>
      call("POST", WHATSAPP, { headers: { "x-hub-signature-256": signature }, body });
    const stored = () => app.db.$count(messages, like(messages.text, "Buongiorno%"));
    const body = whatsappFixture("text");
    for (const signature of ["", "sha256=", whatsappSignature(body, "another-app-secret")])
      expectProblem(await post(body, signature), 401, "signature_invalid");
    expectProblem(await post(`${body} `, whatsappSignature(body, secret)), 401, "signature_invalid");
    expect(await stored()).toBe(0);
    for (let times = 0; times < 2; times++)
      expect([(await post(body)).status, await stored()]).toEqual([200, 1]);
    for (const odd of ["{", "[]", '"text"', "\u0000"]) expect((await post(odd)).status).toBe(400);
    expect((await call("PUT", WHATSAPP)).status).toBe(405);
  });

  test("the background route asks for its secret and answers with counts", async () => {
    const secret = app.env.JOBS_SECRET;
    for (const wrong of [undefined, "wrong", `${secret}x`, contract.token.secret])
      expectProblem(await call("POST", "/api/jobs/run", { secret: wrong }), 401, "secret_required");
    expect((await call("GET", "/api/jobs/run", { secret })).status).toBe(405);
    const signingSecret = newSigningSecret();
    const receiver = await startTestReceiver({ secrets: [signingSecret] });
    await addSubscriber(app, { signingSecret, url: receiver.url, eventTypes: ["message.received"] });
    const none = { claimed: 0, delivered: 0, failed: 0 };
    expect((await call("POST", "/api/jobs/run", { secret })).body()).toEqual(none);
    expect((await sendWhatsapp(fetch, whatsappFixture("reply"), { baseUrl: app.url })).status).toBe(200);
    const answer = await call("POST", "/api/jobs/run", { secret });
    expect([answer.status, answer.body()]).toEqual([200, { claimed: 1, delivered: 1, failed: 0 }]);
    expect(receiver.events().map((event) => event.verified)).toEqual([true]);
    expect((await call("POST", "/api/jobs/run", { secret })).body()).toEqual(none);
    await receiver.close();
  });
});
