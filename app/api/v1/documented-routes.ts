import type { RouteTable } from "@/lib/http/router";
import * as conversationMessages from "./conversations/[id]/messages/route";
import * as conversation from "./conversations/[id]/route";
import * as conversations from "./conversations/route";
import * as events from "./events/route";
import * as conversationsExport from "./exports/conversations/route";
import * as locationsExport from "./exports/locations/route";
import * as messagesExport from "./exports/messages/route";
import * as location from "./locations/[id]/route";
import * as locations from "./locations/route";
import * as managedNumbers from "./managed-numbers/route";
import * as message from "./messages/[id]/route";
import * as token from "./token/route";

/** The routes that `openapi.json` describes, in the order of the documentation; a table of their own, for it takes them. */
export const documentedRoutes: RouteTable = [
  { path: "/api/v1/token", handlers: token },
  { path: "/api/v1/managed-numbers", handlers: managedNumbers },
  { path: "/api/v1/conversations", handlers: conversations },
  { path: "/api/v1/conversations/[id]", handlers: conversation },
  { path: "/api/v1/conversations/[id]/messages", handlers: conversationMessages },
  { path: "/api/v1/messages/[id]", handlers: message },
  { path: "/api/v1/locations", handlers: locations },
  { path: "/api/v1/locations/[id]", handlers: location },
  { path: "/api/v1/exports/conversations", handlers: conversationsExport },
  { path: "/api/v1/exports/messages", handlers: messagesExport },
  { path: "/api/v1/exports/locations", handlers: locationsExport },
  { path: "/api/v1/events", handlers: events },
];
