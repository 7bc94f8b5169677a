import { expect, test } from "vitest";
import { requireOwnSite } from "./require-own-site";

test.each([{}, ...["none", "same-origin"].map((site) => ({ "sec-fetch-site": site }))])(
  "a request with %j passes",
  (headers) => expect(() => requireOwnSite(new Headers(headers))).not.toThrow(),
);

test.each(["cross-site", "same-site", "other"])("a request that is %s is refused", (site) => {
  const headers = new Headers({ "sec-fetch-site": site });
  expect(() => requireOwnSite(headers)).toThrow(expect.objectContaining({ code: "forbidden" }));
});
