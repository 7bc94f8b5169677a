import { unstable_doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { routes } from "@/app/api/routes";
import { AppError } from "@/lib/errors";
import { problemResponse } from "@/lib/http/refusal";
import { isDirect } from "@/lib/http/router";
import { config, proxy } from "@/proxy";
import { type AdminWorld, openAdminWorld } from "../support/admin";
import { addToken, callApi } from "../support/api-data";

const TOKEN = "/api/v1/token";

describe("behind HTTPS", () => {
  let world: AdminWorld;

  beforeAll(async () => {
    world = await openAdminWorld({ APP_URL: "https://tokens.example" });
    return () => world.close();
  });

  test("pages, answers of the API and refusals have the same safety headers", async () => {
    const { secret } = await addToken(world.db);
    const answers = [
      proxy(new NextRequest("https://tokens.example/api-tokens")),
      await callApi(world.db, TOKEN, secret),
      await callApi(world.db, TOKEN),
      await health(),
      problemResponse(new AppError("unavailable", "Try again."), "id"),
    ];
    for (const { headers } of answers)
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "strict-transport-security": "max-age=31536000",
      });
  });
});

test.each([
  ...routes.map(({ path }) => path),
  "/",
  "/api",
  "/api/",
  "/api/v1",
  "/api/v1x",
  "/api/healthy",
  "/api/auth/session",
  "/api/jobs",
  "/api/foo",
  "/favicon.ico",
])("%s is answered by the server itself, or has the headers of a page", (path) => {
  expect(unstable_doesMiddlewareMatch({ config, url: path })).toBe(!isDirect(path));
});
