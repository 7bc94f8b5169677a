import { listEvents } from "@/lib/events/queries";
import { listEventsInput } from "@/lib/events/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/events",
  permission: "conversations:read",
  params: noParams,
  query: listEventsInput,
  handler: async (ctx, { query }) => pageAnswer(await listEvents(ctx, query)),
});
