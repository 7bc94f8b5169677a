import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { apiRequests } from "@/db/schema/api-requests";
import { addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

let server: TestDatabase;
let db: Database;
let token: Awaited<ReturnType<typeof addToken>>;

beforeAll(async () => {
  server = await createTestDatabase();
  db = applyTestEnv(server.url);
  token = await addToken(db);
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
});

describe("methods", () => {
  test.each(["POST", "PUT", "PATCH", "DELETE", "PROPFIND", "QUERY"])(
    "%s is a logged 405 with Allow",
    async (method) => {
      const answer = await callApi(db, "/api/v1/conversations", token.secret, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
      expect(answer.row).toMatchObject({
        method,
        status: 405,
        code: "method_not_allowed",
        route: "/conversations",
        tokenId: token.id,
      });
    },
  );

  test("HEAD is GET without a body", async () => {
    const answer = await callApi(db, "/api/v1/token", token.secret, { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe("");
    expect(answer.row).toMatchObject({ method: "HEAD", status: 200, rowsReturned: 1 });
  });

  test("OPTIONS names the methods", async () => {
    const answer = await callApi(db, "/api/v1/token", undefined, { method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(answer.row).toMatchObject({ method: "OPTIONS", status: 204 });
  });
});

describe("paths that no route has", () => {
  test.each(["/api/v1/token/", "/api/v1/Token"])(
    "%s is told how paths are written, and where",
    async (path) => {
      const { detail } = (await callApi(db, path, token.secret)).body();
      expect(detail).toContain("no slash at their end");
      expect(detail).toContain("http://localhost:3000/api-docs");
    },
  );

  test.each([
    "/api/v1",
    "/api/v1/",
    "/api/v1/nothing",
    "/api/v1/conversations/",
    "/api/v1//conversations",
    "/api/v1/conversations/a/b/c",
    "/api/v1/conversations/%ZZ",
    "/api/v1/%E0%A4%A",
    "/api/v1/../../etc/passwd",
    "/api/v1/__proto__",
  ])("%s is a logged 404", async (path) => {
    for (const method of ["GET", "POST", "PROPFIND"]) {
      const answer = await callApi(db, path, token.secret, { method });
      expect(answer.status).toBe(404);
      expect(answer.body()).toMatchObject({ code: "not_found" });
      expect(answer.row).toMatchObject({
        method,
        code: "not_found",
        route: null,
        tokenId: token.id,
      });
    }
  });
});

describe("what a refused call was told", () => {
  test("is in the log, in the words of its answer", async () => {
    const answer = await callApi(db, "/api/v1/conversations?from=2026-11-01T00:00:00+01:00", token.secret);
    expect(answer.status).toBe(400);
    expect(answer.row?.detail).toBe(answer.body().detail);
    expect(answer.row?.detail).toMatch(/^from: Give a time such as .* write its \+ as %2B\.$/);
  });

  test("is nothing of a served call", async () => {
    const answer = await callApi(db, "/api/v1/token", token.secret);
    expect([answer.status, answer.row?.detail]).toEqual([200, null]);
  });

  test("is cut where it is long, and storable", async () => {
    const names = Array.from({ length: 60 }, (_, i) => `%00unheard-of-${i}=1`).join("&");
    const { row } = await callApi(db, `/api/v1/conversations?${names}`, token.secret);
    expect(row?.code).toBe("invalid_parameter");
    expect(row?.detail).toHaveLength(500);
  });
});

test("no secret reaches the log, wherever it is written", async () => {
  const { secret } = token;
  const headers = { "user-agent": `robot ${secret}` };
  await callApi(db, `/api/v1/${secret}?token=${secret}&q=${secret}`, secret, { headers });
  await callApi(db, `/api/v1/conversations?cursor=${secret}`, secret, { headers });
  await callApi(db, "/api/v1/token", `${secret}x`, { headers });
  for (const query of [
    `status=${secret}`,
    `from=${secret}`,
    `limit=Bearer+${secret}`,
    `${secret}=1`,
    `limit=1&limit=${secret}`,
    `a%26token%3D${secret}=`,
  ]) {
    const { row } = await callApi(db, `/api/v1/conversations?${query}`, secret, { headers });
    expect([row?.code, typeof row?.detail]).toEqual(["invalid_parameter", "string"]);
  }
  const rows = await db.select().from(apiRequests);
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(secret.slice(4, 30));
});
