import type { RouteTable } from "@/lib/http/router";
import * as whatsapp from "./channels/whatsapp/route";
import * as health from "./health/route";
import * as jobs from "./jobs/run/route";
import * as metrics from "./metrics/route";
import * as ready from "./ready/route";
import * as unknown from "./v1/[[...path]]/route";
import { documentedRoutes } from "./v1/documented-routes";
import * as openapi from "./v1/openapi.json/route";

/** The routes that `server.ts` serves itself, by their folders; those of the pages and of sign-in are Next.js'. */
export const routes: RouteTable = [
  { path: "/api/channels/whatsapp", handlers: whatsapp },
  { path: "/api/health", handlers: health },
  { path: "/api/jobs/run", handlers: jobs },
  { path: "/api/metrics", handlers: metrics },
  { path: "/api/ready", handlers: ready },
  { path: "/api/v1/[[...path]]", handlers: unknown },
  ...documentedRoutes,
  { path: "/api/v1/openapi.json", handlers: openapi },
];
