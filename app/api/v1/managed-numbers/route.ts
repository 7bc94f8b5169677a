import { managedNumberResource } from "@/lib/conversations/resource-schema";
import { apiRoute } from "@/lib/http/api-route";
import { pageAnswer, pageResource } from "@/lib/http/cursor";
import { noParams } from "@/lib/http/route-input";
import { listSeenNumbers } from "@/lib/managed-numbers/queries";
import { listSeenNumbersInput } from "@/lib/managed-numbers/schema";

export const { GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE } = apiRoute({
  path: "/managed-numbers",
  permission: null,
  params: noParams,
  query: listSeenNumbersInput,
  doc: {
    operationId: "listManagedNumbers",
    tag: "Managed numbers",
    summary: "List managed numbers",
    description:
      "The managed numbers that the token sees, the oldest first. Their ids are what `managed_number_id` filters by elsewhere.",
    answer: { schema: pageResource("ManagedNumberPage", managedNumberResource) },
    example: { limit: "50" },
  },
  handler: async (ctx, { query }) => pageAnswer(await listSeenNumbers(ctx, query)),
});
