import "server-only";
import { env } from "../env";
import { declaredRoutes } from "../http/route-doc";
import type { RouteTable } from "../http/router";
import { type ApiReference, apiReference } from "./reference";

let kept: ApiReference | undefined;

/** The reference of the routes of a table: made at the first call and kept, for anybody may ask for its page. */
export function keptReference(table: RouteTable): ApiReference {
  kept ??= apiReference(declaredRoutes(table), env().APP_URL);
  return kept;
}
