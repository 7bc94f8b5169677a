/** Closed lists that the database, the product and the UI share. */
export const ROLES = ["admin", "manager"] as const;
export type Role = (typeof ROLES)[number];

export const PERMISSIONS = ["conversations:read", "locations:read", "data:export"] as const;
export type Permission = (typeof PERMISSIONS)[number];

export const EVENT_TYPES = ["conversation.created", "message.received", "message.status_changed"] as const;
export type EventType = (typeof EVENT_TYPES)[number];

export const CONVERSATION_STATUSES = ["waiting", "active", "closed", "unmanaged"] as const;

/** In the order in which WhatsApp goes through them; `failed` may follow any of the others. */
export const MESSAGE_STATUSES = ["queued", "sent", "delivered", "read", "failed"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export const MESSAGE_DIRECTIONS = ["inbound", "outbound"] as const;

/** How far an answer is that is written while it is sent; one that died with its process is `streaming` for a day more. */
export const STREAM_STATES = ["streaming", "complete", "cut_off"] as const;
export type StreamState = (typeof STREAM_STATES)[number];

export const DELIVERY_STATES = ["pending", "delivered", "cancelled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** In order of precedence: a token is in the first state whose condition holds. */
export const TOKEN_STATES = ["deleted", "paused", "expired", "scheduled", "expiring", "active"] as const;
export type TokenState = (typeof TOKEN_STATES)[number];
