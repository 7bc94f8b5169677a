import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { apiRequests } from "@/db/schema/api-requests";
import { eventBodies } from "@/lib/events/resource-schema";
import { problemResource } from "@/lib/http/problem-schema";
import { declaredRoutes } from "@/lib/http/route-doc";
import { openApiDocument } from "@/lib/openapi/document";
import type { OpenApiDocument } from "@/lib/openapi/types";
import { clientTypes } from "../client/generate";
import { addToken, callApi } from "../support/api-data";
import { applyTestEnv } from "../support/env";
import { createTestDatabase, type TestDatabase } from "../support/postgres";

const PATH = "/api/v1/openapi.json";
const APP_URL = "https://access.witiop.test";
const QUIET = { REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
/** Roles of a bearer scheme came with OpenAPI 3.1; this rule is of 3.0. */
const RULESET = { extends: ["spectral:oas"], rules: { "oas3-operation-security-defined": "off" } };

let server: TestDatabase;
let db: ReturnType<typeof applyTestEnv>;
let folder: string;
let served: Awaited<ReturnType<typeof callApi>>;
let document: OpenApiDocument;

beforeAll(async () => {
  server = await createTestDatabase();
  db = applyTestEnv(server.url, { APP_URL });
  folder = mkdtempSync(join(tmpdir(), "openapi-"));
  served = await callApi(db, PATH);
  document = served.body();
  writeFileSync(join(folder, "openapi.json"), served.text);
  writeFileSync(join(folder, "ruleset.json"), JSON.stringify(RULESET));
});

afterAll(async () => {
  await db.$client.end();
  await server.drop();
  rmSync(folder, { recursive: true });
});

describe("the served document", () => {
  test("needs no token, is logged, and has an ETag", async () => {
    expect([served.status, served.headers.get("content-type")]).toEqual([200, "application/json"]);
    expect(served.row).toMatchObject({ route: "/openapi.json", status: 200, tokenId: null, code: null });
    const known = { "if-none-match": served.headers.get("etag") ?? "" };
    const again = await callApi(db, PATH, undefined, { headers: known });
    expect([again.status, again.text]).toEqual([304, ""]);
  });

  test("is given to an expired token too, to whom the call is attributed", async () => {
    const { id, secret } = await addToken(db, { expiresAt: new Date("2021-01-01T00:00:00Z") });
    const answer = await callApi(db, PATH, secret);
    expect([answer.status, answer.row?.tokenId]).toEqual([200, id]);
  });

  test("is read only", async () => {
    const answer = await callApi(db, PATH, undefined, { method: "POST" });
    expect([answer.status, answer.body().code]).toEqual([405, "method_not_allowed"]);
    const rows = await db.select().from(apiRequests).where(eq(apiRequests.method, "POST"));
    expect(rows.map(({ route, status }) => [route, status])).toEqual([["/openapi.json", 405]]);
  });

  test.each([
    ["redocly", ["lint", "--extends=recommended-strict", "openapi.json"]],
    ["spectral", ["lint", "--ruleset=ruleset.json", "--fail-severity=hint", "openapi.json"]],
  ])("has nothing that %s would complain of", (command, args) => {
    const env = { ...process.env, ...QUIET };
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8" });
    expect(status, `${stdout}${stderr}`).toBe(0);
  });

  test("is that of the client's types; `npx vitest run -u` writes them anew", async () => {
    await expect(await clientTypes(document)).toMatchFileSnapshot("../client/api.d.ts");
  });

  test("leaves room for fields that are yet to come", () => {
    expect(served.text.match(/"additionalProperties":false/g)).toBeNull();
    const { errors } = document.components.schemas.Problem?.properties ?? {};
    expect(JSON.stringify(errors)).toContain('"additionalProperties":{"type":"string"}');
  });

  test("has a version that changes with what it says, and not with where it is served", () => {
    const declared = declaredRoutes(routes);
    const versionOf = (of: typeof declared, url: string) => openApiDocument(of, url).info.version;
    const version = versionOf(declared, APP_URL);
    expect(version).toMatch(/^1\+[0-9a-f]{8}$/);
    expect(versionOf(declared, "https://elsewhere.test")).toBe(version);
    expect(versionOf(declared.slice(1), APP_URL)).not.toBe(version);
  });

  test("calls a header required only where no answer lacks it", () => {
    const required = Object.entries(document.components.headers).filter(([, header]) => header.required);
    expect(required.map(([name]) => name)).toEqual(["X-Request-Id", "Retry-After", "ETag"]);
  });

  test("says of a workbook that it is bytes", () => {
    const answer = document.paths["/exports/messages"]?.get.responses["200"];
    const schemas = answer && "content" in answer ? Object.entries(answer.content ?? {}) : [];
    const types = schemas.map(([type, { schema }]) => [type.split("/")[0], schema.type]);
    expect(types).toEqual([
      ["application", "string"],
      ["text", "string"],
      ["application", undefined],
    ]);
  });

  test("names the columns of a file as its first line does", async () => {
    const { secret } = await addToken(db);
    for (const what of ["conversations", "messages", "locations"]) {
      const file = await callApi(db, `/api/v1/exports/${what}?format=csv`, secret);
      const answer = document.paths[`/exports/${what}`]?.get.responses["200"];
      const words = answer && "content" in answer ? answer.content?.["text/csv"]?.schema.description : "";
      expect(words).toContain(`Its columns: ${file.text.split("\r\n")[0]?.replaceAll(",", ", ")}.`);
    }
  });

  test("names the installation's own address", () => {
    expect(document.servers.map(({ url }) => url)).toEqual([`${APP_URL}/api/v1`]);
  });
});

describe("its examples", () => {
  test.each(declaredRoutes(routes).map(({ path, doc }) => ({ path, doc })))(
    "an answer of $path is one",
    ({ path, doc: { answer } }) => {
      const media = document.paths[path]?.get.responses["200"];
      if (!media || !("content" in media) || !media.content) throw new Error("There is no answer.");
      if ("files" in answer) return expect(Object.keys(media.content)).toEqual(Object.keys(answer.files));
      const example = media.content["application/json"]?.example;
      expect(answer.schema.parse(example)).toEqual(example);
    },
  );

  test.each(Object.entries(eventBodies))("the body of %s is one", (type, schema) => {
    const example = document.webhooks[type]?.post.requestBody?.content["application/json"]?.example;
    expect(schema.parse(example)).toEqual(example);
  });

  test("every refusal is one, under its own code and status", () => {
    for (const { get } of Object.values(document.paths))
      for (const [status, answer] of Object.entries(get.responses).filter(([, one]) => "$ref" in one)) {
        const name = "$ref" in answer ? answer.$ref.replace("#/components/responses/", "") : "";
        const media = document.components.responses[name]?.content?.["application/problem+json"];
        const examples = Object.entries(media?.examples ?? {});
        expect(examples.length).toBeGreaterThan(0);
        for (const [code, { value }] of examples)
          expect(problemResource.parse(value)).toMatchObject({ code, status: Number(status) });
      }
  });
});
