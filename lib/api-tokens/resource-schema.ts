import { z } from "zod";
import { EVENT_TYPES, PERMISSIONS, TOKEN_STATES } from "@/db/constants";
import { CALLBACK_STATES } from "../callbacks/state";
import { managedNumberExample } from "../conversations/examples";
import { managedNumberResource } from "../conversations/resource-schema";

const tokenExample = {
  id: "019a3f00-1c2d-7000-8000-00000000000a",
  name: "Orders sync",
  supplier: "Meridian Srl",
  state: "active",
  activates_at: "2026-11-01T08:00:00.000Z",
  expires_at: "2027-11-01T08:00:00.000Z",
  permissions: ["conversations:read", "locations:read"],
  visibility: { all_numbers: false, managed_numbers: [managedNumberExample], masks_contacts: false },
  limits: { allowed_ips: ["203.0.113.0/24"], rate_limit_per_minute: 600 },
  secret: { hint: "a8Kq", replaced_until: null },
  callbacks: [
    {
      event_type: "message.received",
      state: "failing",
      failing_since: "2026-11-02T10:15:00.000Z",
      paused_at: null,
      paused_reason: null,
      last_success_at: "2026-11-02T10:14:30.000Z",
    },
  ],
};

const callbackResource = z
  .strictObject({
    event_type: z.enum(EVENT_TYPES),
    state: z
      .enum(CALLBACK_STATES)
      .describe(
        "off: an admin switched it off. paused: nothing is sent for paused_reason. failing and working: by how the last attempts went.",
      ),
    failing_since: z.iso.datetime().nullable().describe("Start of the present run of failures."),
    paused_at: z.iso.datetime().nullable(),
    paused_reason: z.string().nullable().describe("For people."),
    last_success_at: z.iso.datetime().nullable().describe("To half a minute. Null before the first one."),
  })
  .meta({
    id: "TokenCallback",
    description: "How the callback of one event type is doing. Its address is not told.",
    examples: tokenExample.callbacks,
  });

/** A token as it is shown to whoever holds it. */
export const tokenResource = z
  .strictObject({
    id: z.uuid(),
    name: z.string(),
    supplier: z.string(),
    state: z.enum(TOKEN_STATES).describe("Whoever can read this is active, or expiring within 14 days."),
    activates_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable().describe("Null for a token without an end."),
    permissions: z.array(z.enum(PERMISSIONS)),
    visibility: z.strictObject({
      all_numbers: z.boolean(),
      managed_numbers: z
        .array(managedNumberResource)
        .describe("The chosen ones; empty when it sees all, which `/managed-numbers` lists."),
      masks_contacts: z.boolean(),
    }),
    limits: z.strictObject({
      allowed_ips: z.array(z.string()).describe("CIDR ranges; empty means any address."),
      rate_limit_per_minute: z.int().min(1),
    }),
    secret: z
      .strictObject({
        hint: z.string().describe("Its last four characters."),
        replaced_until: z.iso
          .datetime()
          .nullable()
          .describe(
            "When it stops working at the latest, for a new one has replaced it; null for the one to use.",
          ),
      })
      .describe("The secret that the call came with."),
    callbacks: z.array(callbackResource).describe("Those that have an endpoint, by their event types."),
  })
  .meta({
    id: "Token",
    description: "What the calling token is, may do and sees.",
    examples: [tokenExample],
  });

export type TokenResource = z.output<typeof tokenResource>;
