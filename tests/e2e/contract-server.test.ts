import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningApp, startApp } from "../support/app";
import { type Contract, openContract } from "../support/contract";
import { expectProblem, expectRefusal } from "../support/contract-expect";

/** What Next.js answers itself under next start, so that it is in the contract of `server.ts` alone. */
let app: RunningApp;
let contract: Contract;

beforeAll(async () => {
  app = await startApp({ env: { WORKER: "off" } });
  contract = await openContract(app);
});

afterAll(() => app?.stop());

test.each(["TRACE", "PROPFIND"])("%s is a logged 405", async (method) => {
  const { secret, id: tokenId } = contract.token;
  const answer = await contract.call(method, "/api/v1/token", { secret });
  expectRefusal(answer, 405, "method_not_allowed", { method, route: "/token", tokenId });
  expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
});

test.each(["/api/v1/%zz", "/api/v1/conversations/%zz", "/api/v1//token", "/api/v1/token/"])(
  "%s is a logged 404, as it came",
  async (path) => {
    const { secret, id: tokenId } = contract.token;
    expectRefusal(await contract.call("GET", path, { secret }), 404, "not_found", {
      route: null,
      path,
      tokenId,
    });
  },
);

test.each([
  ["POST", "/api/health", "GET, HEAD"],
  ["GET", "/api/jobs/run", "POST"],
  ["PUT", "/api/channels/whatsapp", "GET, HEAD, POST"],
])("%s %s is a problem with Allow", async (method, path, allow) => {
  const answer = await contract.call(method, path);
  expectProblem(answer, 405, "method_not_allowed");
  expect(answer.headers.get("allow")).toBe(allow);
});

test("the log has the caller's address", async () => {
  const answer = await contract.call("GET", "/api/v1/token", { secret: contract.token.secret });
  expect(answer.row?.ip).toMatch(/^(127\.0\.0\.1|::1)$/);
});
