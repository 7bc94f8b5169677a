import type { z } from "zod";
import type { Permission } from "@/db/constants";
import type { RouteTable } from "./router";

/** The sections of the documentation, in their order, with what each is about. */
export const ROUTE_TAGS = {
  Token: "What the calling token is, may do and sees.",
  "Managed numbers": "The WhatsApp business numbers that a token sees.",
  Conversations: "Conversations and their messages.",
  Locations: "Positions that contacts sent.",
  Exports:
    "Whole lists as files, the newest first, written while they are sent. " +
    "A token may have three under way at a time; a further one is refused as `rate_limited`. " +
    "One is cut off when its token is no longer usable, or may do or see less than at its beginning. " +
    "Such a file ends without the last chunk of its transfer, which clients report as an error (curl by exit code 18); " +
    "its last line may be half. To go on with NDJSON or CSV, ask with `to` set to a second after the time of the last " +
    "whole line, and leave out the ids that you have. A workbook that was cut off is to be asked for anew.",
  Events: "What happened: to read instead of callbacks, or to catch up with them.",
  Documentation: "This description, for programs.",
} as const;

/** What a route answers: JSON of one schema, or a file of one of these media types. */
type AnswerDoc = { schema: z.ZodType } | { files: Record<string, string> };

/** What the documentation says of a route beyond what its declaration does. */
export type RouteDoc = {
  /** The name of the call in generated clients: `listConversations`. */
  operationId: string;
  tag: keyof typeof ROUTE_TAGS;
  summary: string;
  description: string;
  answer: AnswerDoc;
  /** A further permission without which its handler refuses. */
  alsoNeeds?: Permission;
  /** Values of parameters, for the examples. */
  example?: Record<string, string>;
};

/** All that a route says of itself; `isPublic` when it needs no token. */
export type RouteDeclaration = {
  path: string;
  permission: Permission | null;
  params: z.ZodType;
  query: z.ZodType;
  hasEntityTag?: boolean;
  isPublic?: boolean;
  doc: RouteDoc;
};

type Handlers = { GET: object };

const declarations = new WeakMap<object, RouteDeclaration>();

/** Keeps the declaration with the handlers that were made of it. */
export function declareRoute<H extends Handlers>(handlers: H, declaration: RouteDeclaration): H {
  declarations.set(handlers.GET, declaration);
  return handlers;
}

/** What the routes of a table say of themselves; those that say nothing are no part of the public API. */
export function declaredRoutes(table: RouteTable): RouteDeclaration[] {
  return table.flatMap(({ handlers }) => {
    const declaration = handlers.GET && declarations.get(handlers.GET);
    return declaration ? [declaration] : [];
  });
}

/** The paths of the public API that each permission opens. */
export function routesByPermission(table: RouteTable): Record<Permission, string[]> {
  const opened: Record<Permission, string[]> = {
    "conversations:read": [],
    "locations:read": [],
    "data:export": [],
  };
  for (const { permission, path } of declaredRoutes(table)) if (permission) opened[permission].push(path);
  return opened;
}
