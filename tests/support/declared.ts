import { expect } from "vitest";
import { routes } from "@/app/api/routes";
import { problemResource } from "@/lib/http/problem-schema";
import { declaredRoutes } from "@/lib/http/route-doc";
import { problemCodes } from "@/lib/openapi/answers";

const declarations = new Map(declaredRoutes(routes).map((route) => [route.path, route]));

/** An answer of the public API, with the route that its log row names. */
export type GivenAnswer = {
  method: string;
  route: string | null;
  status: number;
  headers: Headers;
  text: string;
};

/** Expects an answer to be one that its route declares: a JSON body exactly of its schema, a refusal with a code of its own. */
export function expectDeclared({ method, route, status, headers, text }: GivenAnswer): void {
  const declaration = declarations.get(route ?? "");
  const type = headers.get("content-type");
  if (type === "application/problem+json") {
    const { code } = problemResource.parse(JSON.parse(text));
    if (declaration && method === "GET") expect(problemCodes(declaration)).toContain(code);
  } else if (declaration && method === "GET" && status === 200) {
    const { answer } = declaration.doc;
    if ("schema" in answer) expect(answer.schema.parse(JSON.parse(text))).toEqual(JSON.parse(text));
    else expect(Object.keys(answer.files)).toContain(type?.split(";")[0]);
  }
}
