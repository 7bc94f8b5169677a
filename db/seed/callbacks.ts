import { EVENT_TYPES, type EventType } from "../constants";
import type { callbacks } from "../schema/callbacks";
import { createRandom } from "./random";
import { DAY_MS, HOUR_MS, MINUTE_MS, shifted } from "./times";
import { DEMO_TOKEN_NAME } from "./token-plan";
import type { PlannedToken } from "./tokens";

type CallbackRow = typeof callbacks.$inferInsert & { id: string; createdAt: Date };

/** What became of the events of a callback from some day on; before it all were delivered. */
type Turn = {
  /** Days from now. */
  at: number;
  /** `silent`: the callback was switched off, so nothing is owed. */
  what: "gone" | "failing" | "cancelled" | "silent";
  reason?: string;
};

export type PlannedCallback = { row: CallbackRow; token: PlannedToken; turn: Turn | null };

type CallbackPlan = {
  token: string;
  types: readonly EventType[];
  url: string;
  enabled: boolean;
  turn: Turn;
};

/** No address here is ever called: the callback is off or paused, its token is not usable, and `.example` is no name. */
const PLANS: readonly CallbackPlan[] = [
  {
    token: "Service-level analytics",
    types: ["message.received"],
    url: "https://hooks.nordlys.example/witiop",
    enabled: true,
    turn: { at: -1.2, what: "gone" },
  },
  {
    token: "Route planner",
    types: ["conversation.created", "message.received"],
    url: "https://routes.tramontana.example/in/whatsapp",
    enabled: true,
    turn: { at: -1.4, what: "failing" },
  },
  {
    token: "Delivery notices",
    types: ["message.status_changed"],
    url: "https://notices.tramontana.example/status",
    enabled: false,
    turn: { at: -0.5, what: "silent" },
  },
  {
    token: "Help desk connector",
    types: ["conversation.created", "message.received"],
    url: "https://desk.kestrelhale.example/api/hooks/42",
    enabled: false,
    turn: { at: -2, what: "silent" },
  },
  {
    token: "Orders sync (2025)",
    types: ["message.received"],
    url: "https://erp.meridian.example/hooks/whatsapp",
    enabled: true,
    turn: { at: -2.1, what: "cancelled", reason: "token_expired" },
  },
  {
    token: "Mobile app (retired)",
    types: ["message.received"],
    url: "https://push.kestrelhale.example/v2/events",
    enabled: true,
    turn: { at: -20, what: "silent" },
  },
];

function healthOf(now: Date, turn: Turn | null) {
  const since = turn ? shifted(now, turn.at * DAY_MS) : now;
  const healthy = {
    pausedAt: null,
    pausedReason: null,
    failingSince: null,
    consecutiveFailures: 0,
    probeAt: null,
    probes: 0,
    lastSuccessAt: shifted(since, -3 * MINUTE_MS),
    lastError: null,
  };
  if (turn?.what === "gone")
    return {
      ...healthy,
      pausedAt: since,
      pausedReason: "The endpoint answered 410 Gone: it asks not to be called any more.",
      failingSince: since,
      consecutiveFailures: 1,
      lastError: "HTTP 410",
    };
  if (turn?.what === "failing")
    return {
      ...healthy,
      failingSince: since,
      consecutiveFailures: 37,
      probeAt: shifted(now, 2 * HOUR_MS),
      probes: 13,
      lastError: "timeout_connect",
    };
  return healthy;
}

/** Makes the callbacks of the seeded tokens; those of the demo token go to `receiverUrl`, or are off without it. */
export function planCallbacks(
  now: Date,
  tokens: readonly PlannedToken[],
  receiverUrl: string | undefined,
): PlannedCallback[] {
  const random = createRandom("callbacks");
  const demo = { token: DEMO_TOKEN_NAME, types: EVENT_TYPES, enabled: receiverUrl !== undefined, turn: null };
  const url = receiverUrl ?? "https://hooks.meridian.example/witiop";
  return [{ ...demo, url }, ...PLANS].flatMap((plan) => {
    const token = tokens.find(({ row }) => row.name === plan.token);
    if (!token) throw new Error(`no token is named ${plan.token}`);
    return plan.types.map((eventType): PlannedCallback => {
      const createdAt = shifted(token.row.createdAt, HOUR_MS / 2);
      const row: CallbackRow = {
        id: random.idAt(createdAt),
        tokenId: token.row.id,
        eventType,
        url: `${plan.url}/${eventType}`,
        enabled: plan.enabled,
        ...healthOf(now, plan.turn),
        createdAt,
        updatedAt: createdAt,
      };
      return { row, token, turn: plan.turn };
    });
  });
}
