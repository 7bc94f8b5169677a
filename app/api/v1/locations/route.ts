import { listLocations } from "@/lib/conversations/queries";
import { locationResource } from "@/lib/conversations/resource-schema";
import { listLocationsInput } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer, pageResource } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/locations",
  permission: "locations:read",
  params: noParams,
  query: listLocationsInput,
  doc: {
    operationId: "listLocations",
    tag: "Locations",
    summary: "List locations",
    description:
      "The positions that contacts sent to the managed numbers that the token sees, the newest first.",
    answer: { schema: pageResource("LocationPage", locationResource) },
    example: { from: "2026-11-01T00:00:00Z", limit: "50" },
  },
  handler: async (ctx, { query }) => pageAnswer(await listLocations(ctx, query)),
});
