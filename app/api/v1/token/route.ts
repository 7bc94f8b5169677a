import { getOwnToken } from "@/lib/api-tokens/queries";
import { tokenResource } from "@/lib/api-tokens/resource-schema";
import { apiRoute } from "@/lib/http/api-route";
import { noParams, noQuery } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/token",
  permission: null,
  params: noParams,
  query: noQuery,
  hasEntityTag: true,
  doc: {
    operationId: "getToken",
    tag: "Token",
    summary: "Read the calling token",
    description:
      "The calling token: its state and dates, permissions, visibility and limits, and how its callbacks are doing. Good for a first call, which with a new secret ends the old one.",
    answer: { schema: tokenResource },
  },
  handler: async (ctx) => ({ body: await getOwnToken(ctx), rows: 1 }),
});
