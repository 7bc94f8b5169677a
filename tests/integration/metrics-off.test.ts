import { expect, test } from "vitest";
import { GET } from "@/app/api/metrics/route";
import { applyTestEnv } from "../support/env";

test.each(["", "undefined", "null"])(
  "without a secret set there is no such route, not even for %j",
  async (secret) => {
    applyTestEnv("postgres://nowhere.invalid/none", { METRICS_SECRET: "" });
    const headers = { authorization: `Bearer ${secret}` };
    const answer = await GET(new Request("http://localhost/api/metrics", { headers }));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_found" });
  },
);
