import { listEvents } from "@/lib/events/queries";
import { eventResource } from "@/lib/events/resource-schema";
import { listEventsInput } from "@/lib/events/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer, pageResource } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/events",
  permission: "conversations:read",
  params: noParams,
  query: listEventsInput,
  doc: {
    operationId: "listEvents",
    tag: "Events",
    summary: "List events",
    description:
      "The events of the managed numbers that the token sees, the oldest first, with the ids that callbacks have: whoever was away goes on after the last one that came. None is skipped. next_cursor is given as after. Events are kept for 30 days, or as long as this installation is set to; after one that is not kept any more come those that are.",
    answer: { schema: pageResource("EventPage", eventResource) },
    example: { from: "2026-11-01T00:00:00Z", limit: "50" },
  },
  handler: async (ctx, { query }) => pageAnswer(await listEvents(ctx, query)),
});
