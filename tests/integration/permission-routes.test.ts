import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "@/app/api/routes";
import { declaredRoutes, routesByPermission } from "@/lib/http/route-doc";
import { type AdminWorld, openAdminWorld, UNKNOWN_ID } from "../support/admin";
import { addToken, callApi } from "../support/api-data";

const API = "/api/v1";
/** Answers every path that no route has. */
const CATCH_ALL = `${API}/[[...path]]`;

let world: AdminWorld;

beforeAll(async () => {
  world = await openAdminWorld();
});

afterAll(() => world.close());

const own = routes.filter(({ path }) => path.startsWith(API) && path !== CATCH_ALL);
const documented = (path: string) => path.slice(API.length).replace(/\[(\w+)\]/g, "{$1}");

test("every route of the public API declares itself, under its own path", () => {
  const declared = declaredRoutes(routes).map(({ path }) => path);
  expect(declared.toSorted()).toEqual(own.map(({ path }) => documented(path)).toSorted());
});

test.each(own)("$path asks for the permission that is said to open it", async ({ path }) => {
  const said = Object.entries(routesByPermission(routes))
    .filter(([, opened]) => opened.includes(documented(path)))
    .map(([permission]) => permission);
  const { secret } = await addToken(world.db, { permissions: [] });
  const answer = await callApi(world.db, path.replace(/\[\w+\]/g, UNKNOWN_ID), secret);
  const missing = answer.status === 403 ? [answer.body().missing_permission] : [];
  expect(missing).toEqual(said);
  expect(answer.status).toBe(said.length === 0 ? 200 : 403);
});
