import { globSync } from "node:fs";
import { expect, test } from "vitest";
import { routes } from "@/app/api/routes";

const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

test("the table is the route files on disk", () => {
  const files = globSync("app/api/{v1,channels,jobs,health,ready,metrics}/**/route.ts");
  const onDisk = files.map((file) =>
    file
      .replaceAll("\\", "/")
      .replace(/^app/, "")
      .replace(/\/route\.ts$/, ""),
  );
  expect(routes.map((route) => route.path).toSorted()).toEqual(onDisk.toSorted());
});

test("every route of the public API answers every method itself", () => {
  for (const { path, handlers } of routes.filter((route) => route.path.startsWith("/api/v1")))
    expect([path, METHODS.filter((method) => !(method in handlers))]).toEqual([path, []]);
});
