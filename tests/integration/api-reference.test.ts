import { expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { keptReference } from "@/lib/openapi/kept-reference";
import { applyTestEnv } from "../support/env";

test("the reference is made once", () => {
  applyTestEnv("postgres://localhost/unused");
  const reference = keptReference(routes);
  expect(reference.baseUrl).toBe("http://localhost:3000/api/v1");
  expect(keptReference(routes)).toBe(reference);
});
