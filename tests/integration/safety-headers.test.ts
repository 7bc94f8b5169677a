import { NextRequest } from "next/server";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as health } from "@/app/api/health/route";
import { AppError } from "@/lib/errors";
import { problemResponse } from "@/lib/http/refusal";
import { proxy } from "@/proxy";
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
