import { listLocations } from "@/lib/conversations/queries";
import { listLocationsInput } from "@/lib/conversations/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/locations",
  permission: "locations:read",
  params: noParams,
  query: listLocationsInput,
  handler: async (ctx, { query }) => pageAnswer(await listLocations(ctx, query)),
});
