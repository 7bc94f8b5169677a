import "server-only";
import { requestContext } from "../auth/current-user";
import type { Context } from "../context";
import { plainRefusal } from "./plain-refusal";
import { requireOwnSite } from "./require-own-site";

export type ReadDefinition<Q, T> = {
  /** Reads the address; what is not understood becomes its default. */
  parse: (params: URLSearchParams) => Q;
  run: (ctx: Context, query: Q) => Promise<T>;
};

/**
 * Makes the GET handler of what a page asks for by itself while it is open: JSON, for whoever may look. It is
 * refused to other sites.
 */
export function defineRead<Q, T>({ parse, run }: ReadDefinition<Q, T>) {
  return async (request: Request): Promise<Response> => {
    try {
      requireOwnSite(request.headers);
      const ctx = await requestContext("read");
      const found = await run(ctx, parse(new URL(request.url).searchParams));
      return Response.json(found, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return plainRefusal(error, "read failed", "The server could not answer.");
    }
  };
}
