import { listEvents } from "@/lib/events/queries";
import { eventResource } from "@/lib/events/resource-schema";
import { listEventsInput } from "@/lib/events/schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer, pageResource } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";

const DESCRIPTION = `The events of the managed numbers that the token sees, the oldest first, with the ids that
callbacks have. Keep the id of the last event that you read here and go on with it as \`after\`: whoever does so gets
every event once. \`next_cursor\` is that id; null means that nothing else is there yet, so ask again later with the
id that you kept.

The \`webhook-id\` of a callback is no such place, for callbacks of other conversations may still be on their way.
After an outage of your endpoints begin with \`from\`, a little before it, and leave out the ids that you know.

Events are kept for 30 days, or as long as this installation is set to; after one that is not kept any more come those
that are. When \`after\` is refused as \`invalid_cursor\`, begin with \`from\`: without both, all that is kept comes
again.`;

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/events",
  permission: "conversations:read",
  params: noParams,
  query: listEventsInput,
  doc: {
    operationId: "listEvents",
    tag: "Events",
    summary: "List events",
    description: DESCRIPTION,
    answer: { schema: pageResource("EventPage", eventResource) },
    example: { from: "2026-11-01T00:00:00Z", limit: "50" },
  },
  handler: async (ctx, { query }) => pageAnswer(await listEvents(ctx, query)),
});
