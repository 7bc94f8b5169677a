import type { RouteTable } from "@/lib/http/dispatch";
import * as whatsapp from "./channels/whatsapp/route";
import * as health from "./health/route";
import * as jobs from "./jobs/run/route";
import * as metrics from "./metrics/route";
import * as ready from "./ready/route";
import * as unknown from "./v1/[[...path]]/route";
import * as conversationMessages from "./v1/conversations/[id]/messages/route";
import * as conversation from "./v1/conversations/[id]/route";
import * as conversations from "./v1/conversations/route";
import * as events from "./v1/events/route";
import * as conversationsExport from "./v1/exports/conversations/route";
import * as locationsExport from "./v1/exports/locations/route";
import * as messagesExport from "./v1/exports/messages/route";
import * as location from "./v1/locations/[id]/route";
import * as locations from "./v1/locations/route";
import * as message from "./v1/messages/[id]/route";
import * as token from "./v1/token/route";

/** The routes that `server.ts` serves itself, by their folders; those of the pages and of sign-in are Next.js'. */
export const routes: RouteTable = [
  { path: "/api/channels/whatsapp", handlers: whatsapp },
  { path: "/api/health", handlers: health },
  { path: "/api/jobs/run", handlers: jobs },
  { path: "/api/metrics", handlers: metrics },
  { path: "/api/ready", handlers: ready },
  { path: "/api/v1/[[...path]]", handlers: unknown },
  { path: "/api/v1/conversations", handlers: conversations },
  { path: "/api/v1/conversations/[id]", handlers: conversation },
  { path: "/api/v1/conversations/[id]/messages", handlers: conversationMessages },
  { path: "/api/v1/events", handlers: events },
  { path: "/api/v1/exports/conversations", handlers: conversationsExport },
  { path: "/api/v1/exports/locations", handlers: locationsExport },
  { path: "/api/v1/exports/messages", handlers: messagesExport },
  { path: "/api/v1/locations", handlers: locations },
  { path: "/api/v1/locations/[id]", handlers: location },
  { path: "/api/v1/messages/[id]", handlers: message },
  { path: "/api/v1/token", handlers: token },
];
