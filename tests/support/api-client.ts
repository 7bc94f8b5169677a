import createClient from "openapi-fetch";
import type { paths } from "../client/api";

export type ApiClient = ReturnType<typeof createApiClient>;

/** A client of the public API as a supplier generates it: what compiles here is what the served document says. */
export function createApiClient(url: string, secret: string, send: typeof fetch = fetch) {
  return createClient<paths>({
    baseUrl: `${url}/api/v1`,
    headers: { authorization: `Bearer ${secret}` },
    fetch: send,
  });
}
