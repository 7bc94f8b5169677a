import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { PAGE_PATH_HEADER } from "@/lib/auth/return-path";
import { env, isDevServer } from "@/lib/env";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";
import { safetyHeaders } from "@/lib/http/safety-headers";
import { requestId } from "@/lib/http/trusted-headers";
import { REQUEST_TIMING } from "@/lib/request-timing";

/** Gives every page its security headers and a fresh nonce. Who may see a page is the page's own to check. */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy({
    nonce: randomBytes(16).toString("base64"),
    issuer: env().OIDC_ISSUER,
    dev: isDevServer(),
  });
  const id = requestId(request.headers);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set(PAGE_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", id);
  // The one header that a script of the page may read of its own request: the error page names the id.
  response.headers.set("server-timing", `${REQUEST_TIMING};desc="${id}"`);
  for (const [name, value] of Object.entries(safetyHeaders())) response.headers.set(name, value);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  return response;
}

/** Every path but those of a build's files and of what `server.ts` serves itself, which `lib/http/router.ts` lists. */
export const config = {
  matcher: "/((?!api/(?:v1|channels|jobs|health|ready|metrics)(?:/|$)|_next/static/).*)",
};
