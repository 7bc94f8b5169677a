export interface paths {
    "/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the calling token
         * @description The calling token: its state and dates, permissions, visibility and limits, and how its callbacks are doing. Good for a first call, which with a new secret ends the old one.
         *
         *     Any usable token will do.
         */
        get: operations["getToken"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/managed-numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List managed numbers
         * @description The managed numbers that the token sees, the oldest first. Their ids are what `managed_number_id` filters by elsewhere.
         *
         *     Any usable token will do.
         */
        get: operations["listManagedNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations
         * @description The conversations of the managed numbers that the token sees, the last opened first. One that goes on after it was closed keeps its place, so for what is new read `GET /events`.
         *
         *     Needs the permission Read conversations (conversations:read).
         */
        get: operations["listConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one conversation
         * @description One conversation by its id.
         *
         *     Needs the permission Read conversations (conversations:read).
         */
        get: operations["getConversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a conversation's messages
         * @description The messages of one conversation in both directions, the last sent first.
         *
         *     Needs the permission Read conversations (conversations:read).
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one message
         * @description One message by its id, as callbacks name it.
         *
         *     Needs the permission Read conversations (conversations:read).
         */
        get: operations["getMessage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List locations
         * @description The positions that contacts sent to the managed numbers that the token sees, the newest first.
         *
         *     Needs the permission Read locations (locations:read).
         */
        get: operations["listLocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/locations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read one location
         * @description One position by its id.
         *
         *     Needs the permission Read locations (locations:read).
         */
        get: operations["getLocation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export conversations
         * @description All conversations that the token sees, as `GET /conversations` gives them, as one file.
         *
         *     Needs the permission Data export (data:export).
         */
        get: operations["exportConversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export messages
         * @description All messages of all conversations that the token sees, as one file. Positions only with Read locations.
         *
         *     Needs the permission Data export (data:export).
         */
        get: operations["exportMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports/locations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export locations
         * @description All positions that the token sees, as `GET /locations` gives them, as one file.
         *
         *     Needs the permissions Data export (data:export) and Read locations (locations:read).
         */
        get: operations["exportLocations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events
         * @description The events of the managed numbers that the token sees, the oldest first, with the ids that
         *     callbacks have. Keep the id of the last event that you read here and go on with it as `after`: whoever does so gets
         *     every event once. `next_cursor` is that id; null means that nothing else is there yet, so ask again later with the
         *     id that you kept.
         *
         *     The `webhook-id` of a callback is no such place, for callbacks of other conversations may still be on their way.
         *     After an outage of your endpoints begin with `from`, a little before it, and leave out the ids that you know.
         *
         *     Events are kept for 30 days, or as long as this installation is set to; after one that is not kept any more come those
         *     that are. When `after` is refused as `invalid_cursor`, begin with `from`: without both, all that is kept comes
         *     again.
         *
         *     Needs the permission Read conversations (conversations:read).
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this description
         * @description The description of the API in OpenAPI 3.1.
         *
         *     Needs no token.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "conversation.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * conversation.created: A conversation was opened.
         * @description Sent to the endpoint that the token has for this event, signed as Standard Webhooks has it, and repeated until the answer is 2xx.
         */
        post: operations["conversationCreatedCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.received": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * message.received: A contact wrote.
         * @description Sent to the endpoint that the token has for this event, signed as Standard Webhooks has it, and repeated until the answer is 2xx.
         */
        post: operations["messageReceivedCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "message.status_changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * message.status_changed: A message went on to another status.
         * @description Sent to the endpoint that the token has for this event, signed as Standard Webhooks has it, and repeated until the answer is 2xx.
         */
        post: operations["messageStatusChangedCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @description What the calling token is, may do and sees.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-00000000000a",
         *       "name": "Orders sync",
         *       "supplier": "Meridian Srl",
         *       "state": "active",
         *       "activates_at": "2026-11-01T08:00:00.000Z",
         *       "expires_at": "2027-11-01T08:00:00.000Z",
         *       "permissions": [
         *         "conversations:read",
         *         "locations:read"
         *       ],
         *       "visibility": {
         *         "all_numbers": false,
         *         "managed_numbers": [
         *           {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           }
         *         ],
         *         "masks_contacts": false
         *       },
         *       "limits": {
         *         "allowed_ips": [
         *           "203.0.113.0/24"
         *         ],
         *         "rate_limit_per_minute": 600
         *       },
         *       "secret": {
         *         "hint": "a8Kq",
         *         "replaced_until": null
         *       },
         *       "callbacks": [
         *         {
         *           "event_type": "message.received",
         *           "state": "failing",
         *           "failing_since": "2026-11-02T10:15:00.000Z",
         *           "paused_at": null,
         *           "paused_reason": null,
         *           "last_success_at": "2026-11-02T10:14:30.000Z"
         *         }
         *       ]
         *     }
         */
        Token: {
            /** Format: uuid */
            id: string;
            name: string;
            supplier: string;
            /**
             * @description Whoever can read this is active, or expiring within 14 days.
             * @enum {string}
             */
            state: "deleted" | "paused" | "expired" | "scheduled" | "expiring" | "active";
            /** Format: date-time */
            activates_at: string;
            /**
             * Format: date-time
             * @description Null for a token without an end.
             */
            expires_at: string | null;
            permissions: ("conversations:read" | "locations:read" | "data:export")[];
            visibility: {
                all_numbers: boolean;
                /** @description The chosen ones; empty when it sees all, which `/managed-numbers` lists. */
                managed_numbers: components["schemas"]["ManagedNumber"][];
                masks_contacts: boolean;
            };
            limits: {
                /** @description CIDR ranges; empty means any address. */
                allowed_ips: string[];
                rate_limit_per_minute: number;
            };
            /** @description The secret that the call came with. */
            secret: {
                /** @description Its last four characters. */
                hint: string;
                /**
                 * Format: date-time
                 * @description When it stops working at the latest, for a new one has replaced it; null for the one to use.
                 */
                replaced_until: string | null;
            };
            /** @description Those that have an endpoint, by their event types. */
            callbacks: components["schemas"]["TokenCallback"][];
        };
        /**
         * @description A WhatsApp business number.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000001",
         *       "phone": "+390612345678",
         *       "label": "Customer care Rome"
         *     }
         */
        ManagedNumber: {
            /** Format: uuid */
            id: string;
            /** @description In E.164: + and digits. */
            phone: string;
            /** @description What its owner calls it. */
            label: string;
        };
        /**
         * @description How the callback of one event type is doing. Its address is not told.
         * @example {
         *       "event_type": "message.received",
         *       "state": "failing",
         *       "failing_since": "2026-11-02T10:15:00.000Z",
         *       "paused_at": null,
         *       "paused_reason": null,
         *       "last_success_at": "2026-11-02T10:14:30.000Z"
         *     }
         */
        TokenCallback: {
            /** @enum {string} */
            event_type: "conversation.created" | "message.received" | "message.status_changed";
            /**
             * @description off: an admin switched it off. paused: nothing is sent for paused_reason. failing and working: by how the last attempts went.
             * @enum {string}
             */
            state: "off" | "paused" | "failing" | "working" | "not_called_yet";
            /**
             * Format: date-time
             * @description Start of the present run of failures.
             */
            failing_since: string | null;
            /** Format: date-time */
            paused_at: string | null;
            /** @description For people. */
            paused_reason: string | null;
            /**
             * Format: date-time
             * @description To half a minute. Null before the first one.
             */
            last_success_at: string | null;
        };
        /**
         * @description One page of a list.
         * @example {
         *       "data": [
         *         {
         *           "id": "019a3f00-1c2d-7000-8000-000000000001",
         *           "phone": "+390612345678",
         *           "label": "Customer care Rome"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ManagedNumberPage: {
            data: components["schemas"]["ManagedNumber"][];
            /** @description Of the next page. Null on the last one. */
            next_cursor: string | null;
        };
        /**
         * @description One page of a list.
         * @example {
         *       "data": [
         *         {
         *           "id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "status": "active",
         *           "managed_number": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           },
         *           "contact": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000002",
         *             "phone": "+393331112233",
         *             "name": "Giulia Ferri"
         *           },
         *           "opened_at": "2026-11-02T08:15:30.000Z",
         *           "last_message_at": "2026-11-02T08:21:07.000Z",
         *           "closed_at": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        ConversationPage: {
            data: components["schemas"]["Conversation"][];
            /** @description Of the next page. Null on the last one. */
            next_cursor: string | null;
        };
        /**
         * @description What one contact and one managed number write to each other: one for the two, for ever. It may be closed and go on later; that is no new one, and raises no `conversation.created`.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000003",
         *       "status": "active",
         *       "managed_number": {
         *         "id": "019a3f00-1c2d-7000-8000-000000000001",
         *         "phone": "+390612345678",
         *         "label": "Customer care Rome"
         *       },
         *       "contact": {
         *         "id": "019a3f00-1c2d-7000-8000-000000000002",
         *         "phone": "+393331112233",
         *         "name": "Giulia Ferri"
         *       },
         *       "opened_at": "2026-11-02T08:15:30.000Z",
         *       "last_message_at": "2026-11-02T08:21:07.000Z",
         *       "closed_at": null
         *     }
         */
        Conversation: {
            /** Format: uuid */
            id: string;
            /**
             * @description `waiting`: for somebody to take it up; `active`: somebody did; `closed`: it is over; `unmanaged`: nobody took it up. When the contact writes again, a closed or unmanaged one is waiting again.
             * @enum {string}
             */
            status: "waiting" | "active" | "closed" | "unmanaged";
            managed_number: components["schemas"]["ManagedNumber"];
            contact: components["schemas"]["Contact"];
            /**
             * Format: date-time
             * @description When it began, once and for all. Lists are in this order, the last one first.
             */
            opened_at: string;
            /** Format: date-time */
            last_message_at: string;
            /**
             * Format: date-time
             * @description Null while it is not closed.
             */
            closed_at: string | null;
        };
        /**
         * @description The person who writes.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000002",
         *       "phone": "+393331112233",
         *       "name": "Giulia Ferri"
         *     }
         */
        Contact: {
            /** Format: uuid */
            id: string;
            /** @description In E.164. Masked for some tokens: only the +, its first digit and its last two are left. */
            phone: string;
            /** @description Masked for some tokens: only the initials. Null when it is not known. */
            name: string | null;
        };
        /**
         * @description One page of a list.
         * @example {
         *       "data": [
         *         {
         *           "id": "019a3f00-1c2d-7000-8000-000000000004",
         *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "direction": "inbound",
         *           "type": "location",
         *           "text": null,
         *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
         *           "status": null,
         *           "status_at": null,
         *           "sent_at": "2026-11-02T08:21:07.000Z",
         *           "position": {
         *             "latitude": 41.9028,
         *             "longitude": 12.4964,
         *             "name": "Bar Centrale",
         *             "address": "Piazza Venezia 1, Rome"
         *           }
         *         },
         *         {
         *           "id": "019a3f00-1c2d-7000-8000-000000000005",
         *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "direction": "outbound",
         *           "type": "text",
         *           "text": "We are on our way.",
         *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
         *           "status": "read",
         *           "status_at": "2026-11-02T08:20:41.000Z",
         *           "sent_at": "2026-11-02T08:20:12.000Z",
         *           "position": null
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        MessagePage: {
            data: components["schemas"]["Message"][];
            /** @description Of the next page. Null on the last one. */
            next_cursor: string | null;
        };
        /**
         * @description A message of either direction.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000004",
         *       "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *       "direction": "inbound",
         *       "type": "location",
         *       "text": null,
         *       "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
         *       "status": null,
         *       "status_at": null,
         *       "sent_at": "2026-11-02T08:21:07.000Z",
         *       "position": {
         *         "latitude": 41.9028,
         *         "longitude": 12.4964,
         *         "name": "Bar Centrale",
         *         "address": "Piazza Venezia 1, Rome"
         *       }
         *     }
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000005",
         *       "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *       "direction": "outbound",
         *       "type": "text",
         *       "text": "We are on our way.",
         *       "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
         *       "status": "read",
         *       "status_at": "2026-11-02T08:20:41.000Z",
         *       "sent_at": "2026-11-02T08:20:12.000Z",
         *       "position": null
         *     }
         */
        Message: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversation_id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description WhatsApp's message type, such as text, image or location; further ones may come. */
            type: string;
            /** @description What was written; of an image, video or document the caption, of a pressed button or a chosen entry its title, of a reaction the emoji. Null without any. Images and other files cannot be fetched. */
            text: string | null;
            /** @description WhatsApp's id. Null when contacts are masked, for it contains their number. */
            external_id: string | null;
            /**
             * @description Of an outbound message; never goes backwards, except to failed.
             * @enum {string|null}
             */
            status: "queued" | "sent" | "delivered" | "read" | "failed" | null;
            /** Format: date-time */
            status_at: string | null;
            /** Format: date-time */
            sent_at: string;
            /** @description Of a message of type location. Null without the permission Read locations. */
            position: components["schemas"]["Position"] | null;
        };
        /**
         * @description Where a contact was, as the contact sent it.
         * @example {
         *       "latitude": 41.9028,
         *       "longitude": 12.4964,
         *       "name": "Bar Centrale",
         *       "address": "Piazza Venezia 1, Rome"
         *     }
         */
        Position: {
            /** @description Degrees, WGS 84. */
            latitude: number;
            /** @description Degrees, WGS 84. */
            longitude: number;
            name: string | null;
            address: string | null;
        };
        /**
         * @description One page of a list.
         * @example {
         *       "data": [
         *         {
         *           "id": "019a3f00-1c2d-7000-8000-000000000006",
         *           "message_id": "019a3f00-1c2d-7000-8000-000000000004",
         *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "managed_number": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           },
         *           "contact": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000002",
         *             "phone": "+393331112233",
         *             "name": "Giulia Ferri"
         *           },
         *           "latitude": 41.9028,
         *           "longitude": 12.4964,
         *           "name": "Bar Centrale",
         *           "address": "Piazza Venezia 1, Rome",
         *           "sent_at": "2026-11-02T08:21:07.000Z"
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        LocationPage: {
            data: components["schemas"]["Location"][];
            /** @description Of the next page. Null on the last one. */
            next_cursor: string | null;
        };
        /**
         * @description A position that a contact sent in a conversation.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000006",
         *       "message_id": "019a3f00-1c2d-7000-8000-000000000004",
         *       "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *       "managed_number": {
         *         "id": "019a3f00-1c2d-7000-8000-000000000001",
         *         "phone": "+390612345678",
         *         "label": "Customer care Rome"
         *       },
         *       "contact": {
         *         "id": "019a3f00-1c2d-7000-8000-000000000002",
         *         "phone": "+393331112233",
         *         "name": "Giulia Ferri"
         *       },
         *       "latitude": 41.9028,
         *       "longitude": 12.4964,
         *       "name": "Bar Centrale",
         *       "address": "Piazza Venezia 1, Rome",
         *       "sent_at": "2026-11-02T08:21:07.000Z"
         *     }
         */
        Location: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            message_id: string;
            /** Format: uuid */
            conversation_id: string;
            managed_number: components["schemas"]["ManagedNumber"];
            contact: components["schemas"]["Contact"];
            /** @description Degrees, WGS 84. */
            latitude: number;
            /** @description Degrees, WGS 84. */
            longitude: number;
            name: string | null;
            address: string | null;
            /** Format: date-time */
            sent_at: string;
        };
        /**
         * @description One page of a list.
         * @example {
         *       "data": [
         *         {
         *           "id": "019a3f00-1c2d-7000-8000-000000000007",
         *           "type": "conversation.created",
         *           "timestamp": "2026-11-02T08:15:30.000Z",
         *           "data": {
         *             "conversation": {
         *               "id": "019a3f00-1c2d-7000-8000-000000000003",
         *               "status": "waiting",
         *               "managed_number": {
         *                 "id": "019a3f00-1c2d-7000-8000-000000000001",
         *                 "phone": "+390612345678",
         *                 "label": "Customer care Rome"
         *               },
         *               "contact": {
         *                 "id": "019a3f00-1c2d-7000-8000-000000000002",
         *                 "phone": "+393331112233",
         *                 "name": "Giulia Ferri"
         *               },
         *               "opened_at": "2026-11-02T08:15:30.000Z",
         *               "last_message_at": "2026-11-02T08:15:30.000Z",
         *               "closed_at": null
         *             }
         *           }
         *         }
         *       ],
         *       "next_cursor": null
         *     }
         */
        EventPage: {
            data: components["schemas"]["Event"][];
            /** @description Of the next page. Null on the last one. */
            next_cursor: string | null;
        };
        /**
         * @description What happened: the body of a callback, and as its `id` the callback's `webhook-id`. Its conversation is as it was then.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000007",
         *       "type": "conversation.created",
         *       "timestamp": "2026-11-02T08:15:30.000Z",
         *       "data": {
         *         "conversation": {
         *           "id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "status": "waiting",
         *           "managed_number": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           },
         *           "contact": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000002",
         *             "phone": "+393331112233",
         *             "name": "Giulia Ferri"
         *           },
         *           "opened_at": "2026-11-02T08:15:30.000Z",
         *           "last_message_at": "2026-11-02T08:15:30.000Z",
         *           "closed_at": null
         *         }
         *       }
         *     }
         */
        Event: {
            /** Format: uuid */
            id: string;
            /** @constant */
            type: "conversation.created";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: {
                conversation: components["schemas"]["Conversation"];
            };
        } | {
            /** Format: uuid */
            id: string;
            /** @constant */
            type: "message.received";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: {
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["EventMessage"];
            };
        } | {
            /** Format: uuid */
            id: string;
            /** @constant */
            type: "message.status_changed";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            data: {
                conversation: components["schemas"]["Conversation"];
                change: components["schemas"]["StatusChange"];
            };
        };
        /**
         * @description A message as an event carries it.
         * @example {
         *       "id": "019a3f00-1c2d-7000-8000-000000000004",
         *       "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *       "direction": "inbound",
         *       "type": "location",
         *       "text": null,
         *       "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
         *       "status": null,
         *       "status_at": null,
         *       "sent_at": "2026-11-02T08:21:07.000Z",
         *       "position": {
         *         "latitude": 41.9028,
         *         "longitude": 12.4964,
         *         "name": "Bar Centrale",
         *         "address": "Piazza Venezia 1, Rome"
         *       },
         *       "text_truncated": false
         *     }
         */
        EventMessage: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            conversation_id: string;
            /** @enum {string} */
            direction: "inbound" | "outbound";
            /** @description WhatsApp's message type, such as text, image or location; further ones may come. */
            type: string;
            /** @description What was written; of an image, video or document the caption, of a pressed button or a chosen entry its title, of a reaction the emoji. Null without any. Images and other files cannot be fetched. */
            text: string | null;
            /** @description WhatsApp's id. Null when contacts are masked, for it contains their number. */
            external_id: string | null;
            /**
             * @description Of an outbound message; never goes backwards, except to failed.
             * @enum {string|null}
             */
            status: "queued" | "sent" | "delivered" | "read" | "failed" | null;
            /** Format: date-time */
            status_at: string | null;
            /** Format: date-time */
            sent_at: string;
            /** @description Of a message of type location. Null without the permission Read locations. */
            position: components["schemas"]["Position"] | null;
            /** @description True when the text was cut to fit; `GET /messages/{id}` has it whole. */
            text_truncated: boolean;
        };
        /**
         * @description A change of a message's status.
         * @example {
         *       "message_id": "019a3f00-1c2d-7000-8000-000000000005",
         *       "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
         *       "status": "read",
         *       "previous_status": "delivered",
         *       "changed_at": "2026-11-02T08:20:41.000Z",
         *       "error": null
         *     }
         */
        StatusChange: {
            /**
             * Format: uuid
             * @description Null when WhatsApp spoke of a message that is not known here.
             */
            message_id: string | null;
            /** @description WhatsApp's id. Null when contacts are masked. */
            external_id: string | null;
            /** @enum {string} */
            status: "queued" | "sent" | "delivered" | "read" | "failed";
            /** @enum {string|null} */
            previous_status: "queued" | "sent" | "delivered" | "read" | "failed" | null;
            /** Format: date-time */
            changed_at: string;
            /** @description Why it failed, as WhatsApp says. */
            error: {
                code: string;
                title: string | null;
            } | null;
        };
        /**
         * @description A document of OpenAPI 3.1.
         * @example {
         *       "openapi": "3.1.1"
         *     }
         */
        OpenApi: {
            openapi: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A refusal: problem details of RFC 9457. */
        Problem: {
            /**
             * Format: uri
             * @description Where its code is explained.
             */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong and what to do, for people. */
            detail: string;
            /**
             * @description What is wrong, for programs. It never changes.
             * @enum {string}
             */
            code: "token_missing" | "token_unknown" | "token_expired" | "token_not_yet_active" | "token_paused" | "token_deleted" | "secret_rotated" | "ip_not_allowed" | "permission_missing" | "rate_limited" | "invalid_parameter" | "invalid_cursor" | "not_found" | "method_not_allowed" | "not_acceptable" | "unsupported_media_type" | "uri_too_long" | "too_many_headers" | "malformed_request" | "request_cut_off" | "headers_too_large" | "chunk_extensions_too_large" | "request_timeout" | "unavailable" | "internal";
            /**
             * Format: uuid
             * @description The same as in X-Request-Id; quote it when you ask about a call.
             */
            request_id: string;
            /**
             * @description The permission that the token lacks; null for any other refusal.
             * @enum {string|null}
             */
            missing_permission: "conversations:read" | "locations:read" | "data:export" | null;
            /** @description What is wrong with each parameter, by its name; null for any other refusal. */
            errors: {
                [key: string]: string;
            } | null;
        };
        /**
         * @description A conversation was opened.
         * @example {
         *       "type": "conversation.created",
         *       "timestamp": "2026-11-02T08:15:30.000Z",
         *       "data": {
         *         "conversation": {
         *           "id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "status": "waiting",
         *           "managed_number": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           },
         *           "contact": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000002",
         *             "phone": "+393331112233",
         *             "name": "Giulia Ferri"
         *           },
         *           "opened_at": "2026-11-02T08:15:30.000Z",
         *           "last_message_at": "2026-11-02T08:15:30.000Z",
         *           "closed_at": null
         *         }
         *       }
         *     }
         */
        ConversationCreated: {
            /** @constant */
            type: "conversation.created";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @description Ids, types and directions only, neither a new status nor a position, when the token lacks the permission Read conversations. */
            data: {
                conversation: components["schemas"]["Conversation"];
            } | {
                conversation: {
                    /** Format: uuid */
                    id: string;
                };
            };
        };
        /**
         * @description A contact wrote.
         * @example {
         *       "type": "message.received",
         *       "timestamp": "2026-11-02T08:21:07.000Z",
         *       "data": {
         *         "conversation": {
         *           "id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "status": "active",
         *           "managed_number": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           },
         *           "contact": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000002",
         *             "phone": "+393331112233",
         *             "name": "Giulia Ferri"
         *           },
         *           "opened_at": "2026-11-02T08:15:30.000Z",
         *           "last_message_at": "2026-11-02T08:21:07.000Z",
         *           "closed_at": null
         *         },
         *         "message": {
         *           "id": "019a3f00-1c2d-7000-8000-000000000004",
         *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "direction": "inbound",
         *           "type": "location",
         *           "text": null,
         *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
         *           "status": null,
         *           "status_at": null,
         *           "sent_at": "2026-11-02T08:21:07.000Z",
         *           "position": {
         *             "latitude": 41.9028,
         *             "longitude": 12.4964,
         *             "name": "Bar Centrale",
         *             "address": "Piazza Venezia 1, Rome"
         *           },
         *           "text_truncated": false
         *         }
         *       }
         *     }
         */
        MessageReceived: {
            /** @constant */
            type: "message.received";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @description Ids, types and directions only, neither a new status nor a position, when the token lacks the permission Read conversations. */
            data: {
                conversation: components["schemas"]["Conversation"];
                message: components["schemas"]["EventMessage"];
            } | {
                conversation: {
                    /** Format: uuid */
                    id: string;
                };
                message: {
                    /** Format: uuid */
                    id: string;
                    /** @enum {string} */
                    direction: "inbound" | "outbound";
                    /** @description WhatsApp's message type, such as text, image or location; further ones may come. */
                    type: string;
                };
            };
        };
        /**
         * @description A message went on to another status.
         * @example {
         *       "type": "message.status_changed",
         *       "timestamp": "2026-11-02T08:20:41.000Z",
         *       "data": {
         *         "conversation": {
         *           "id": "019a3f00-1c2d-7000-8000-000000000003",
         *           "status": "active",
         *           "managed_number": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000001",
         *             "phone": "+390612345678",
         *             "label": "Customer care Rome"
         *           },
         *           "contact": {
         *             "id": "019a3f00-1c2d-7000-8000-000000000002",
         *             "phone": "+393331112233",
         *             "name": "Giulia Ferri"
         *           },
         *           "opened_at": "2026-11-02T08:15:30.000Z",
         *           "last_message_at": "2026-11-02T08:20:12.000Z",
         *           "closed_at": null
         *         },
         *         "change": {
         *           "message_id": "019a3f00-1c2d-7000-8000-000000000005",
         *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
         *           "status": "read",
         *           "previous_status": "delivered",
         *           "changed_at": "2026-11-02T08:20:41.000Z",
         *           "error": null
         *         }
         *       }
         *     }
         */
        MessageStatusChanged: {
            /** @constant */
            type: "message.status_changed";
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @description Ids, types and directions only, neither a new status nor a position, when the token lacks the permission Read conversations. */
            data: {
                conversation: components["schemas"]["Conversation"];
                change: components["schemas"]["StatusChange"];
            } | {
                conversation: {
                    /** Format: uuid */
                    id: string;
                };
                change: {
                    /**
                     * Format: uuid
                     * @description Null when WhatsApp spoke of a message that is not known here.
                     */
                    message_id: string | null;
                };
            };
        };
    };
    responses: {
        /**
         * @description `token_missing`: The header Authorization: Bearer wtp_… is missing or has another form.
         *
         *     `token_unknown`: No token has this secret. Check that it was copied whole.
         *
         *     `token_expired`: The token's expiration date has passed. Ask for a new one.
         *
         *     `token_not_yet_active`: The token's activation date is still to come.
         *
         *     `token_paused`: The token is paused. Ask its admin to resume it.
         *
         *     `token_deleted`: The token was deleted. Ask for a new one.
         *
         *     `secret_rotated`: The token has a newer secret. Use that one.
         */
        Unauthorized: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `ip_not_allowed`: The token may not be used from this address. */
        Forbidden: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `invalid_parameter`: A parameter has a value that it may not have, or is not known here. See errors. */
        BadRequest: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `rate_limited`: Too many calls within a minute, or exports at a time. Wait for the seconds that Retry-After says. */
        TooManyRequests: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_acceptable`: Accept names no media type that the route answers. */
        NotAcceptable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unsupported_media_type`: The request has a body. Send none. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `uri_too_long`: The address, its query included, is longer than 8,192 characters. */
        UriTooLong: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `too_many_headers`: The request has more than 100 headers. */
        TooManyHeaders: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `internal`: Something failed on our side. Try again, or quote the request id. */
        InternalError: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `unavailable`: The database cannot be reached. Try again after the seconds that Retry-After says. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `invalid_parameter`: A parameter has a value that it may not have, or is not known here. See errors.
         *
         *     `invalid_cursor`: The cursor is not one of this list. Start again without it; in GET /events begin with from.
         */
        BadRequest_Of_list: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `ip_not_allowed`: The token may not be used from this address.
         *
         *     `permission_missing`: The token lacks the permission that missing_permission names.
         */
        Forbidden_Without_conversations_read: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `not_found`: There is no such thing, or the token does not see it; the two are answered alike. */
        NotFound: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `ip_not_allowed`: The token may not be used from this address.
         *
         *     `permission_missing`: The token lacks the permission that missing_permission names.
         */
        Forbidden_Without_locations_read: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description `ip_not_allowed`: The token may not be used from this address.
         *
         *     `permission_missing`: The token lacks the permission that missing_permission names.
         */
        Forbidden_Without_data_export: {
            headers: {
                "X-Request-Id": components["headers"]["X-Request-Id"];
                RateLimit: components["headers"]["RateLimit"];
                "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The call's id in the request log. */
        "X-Request-Id": string;
        /** @description What is left of the running minute and the seconds until the next: `"minute";r=599;t=42`. Only where the call was counted for its token: not where it was refused for the token's state, its secret or the address, nor without a token. */
        RateLimit: string;
        /** @description The calls that the token may make in a minute: `"minute";q=600;w=60`. Only where the call was counted for its token: not where it was refused for the token's state, its secret or the address, nor without a token. */
        "RateLimit-Policy": string;
        /** @description Seconds to wait before another try. */
        "Retry-After": number;
        /** @description Changes with the answer; send it back in If-None-Match. */
        ETag: string;
        /** @description What is wrong with the token (RFC 6750): `Bearer error="invalid_token"`, or `insufficient_scope` with the permission that it lacks as `scope`; `Bearer` alone where none was sent. Not where the address may not use the token. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this route. When it is still right, the answer is 304 without a body. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read the calling token */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a3f00-1c2d-7000-8000-00000000000a",
                     *       "name": "Orders sync",
                     *       "supplier": "Meridian Srl",
                     *       "state": "active",
                     *       "activates_at": "2026-11-01T08:00:00.000Z",
                     *       "expires_at": "2027-11-01T08:00:00.000Z",
                     *       "permissions": [
                     *         "conversations:read",
                     *         "locations:read"
                     *       ],
                     *       "visibility": {
                     *         "all_numbers": false,
                     *         "managed_numbers": [
                     *           {
                     *             "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *             "phone": "+390612345678",
                     *             "label": "Customer care Rome"
                     *           }
                     *         ],
                     *         "masks_contacts": false
                     *       },
                     *       "limits": {
                     *         "allowed_ips": [
                     *           "203.0.113.0/24"
                     *         ],
                     *         "rate_limit_per_minute": 600
                     *       },
                     *       "secret": {
                     *         "hint": "a8Kq",
                     *         "replaced_until": null
                     *       },
                     *       "callbacks": [
                     *         {
                     *           "event_type": "message.received",
                     *           "state": "failing",
                     *           "failing_since": "2026-11-02T10:15:00.000Z",
                     *           "paused_at": null,
                     *           "paused_reason": null,
                     *           "last_success_at": "2026-11-02T10:14:30.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description What If-None-Match names is still right; no body. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listManagedNumbers: {
        parameters: {
            query?: {
                /** @description Most objects of one page, 20 unless given. */
                limit?: number;
                /** @description Where to go on: the `next_cursor` of the page before, with the same filters; none, or an empty one, on the first page. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List managed numbers */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *           "phone": "+390612345678",
                     *           "label": "Customer care Rome"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ManagedNumberPage"];
                };
            };
            400: components["responses"]["BadRequest_Of_list"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listConversations: {
        parameters: {
            query?: {
                /** @description Most objects of one page, 20 unless given. */
                limit?: number;
                /** @description Where to go on: the `next_cursor` of the page before, with the same filters; none, or an empty one, on the first page. */
                cursor?: string;
                /** @description Only what was opened at this time or later. */
                from?: string;
                /** @description Only what was opened before this time. */
                to?: string;
                /** @description Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list. */
                managed_number_id?: string;
                /** @description Only this contact. */
                contact_id?: string;
                /** @description Only conversations in this status. */
                status?: "waiting" | "active" | "closed" | "unmanaged";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List conversations */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019a3f00-1c2d-7000-8000-000000000003",
                     *           "status": "active",
                     *           "managed_number": {
                     *             "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *             "phone": "+390612345678",
                     *             "label": "Customer care Rome"
                     *           },
                     *           "contact": {
                     *             "id": "019a3f00-1c2d-7000-8000-000000000002",
                     *             "phone": "+393331112233",
                     *             "name": "Giulia Ferri"
                     *           },
                     *           "opened_at": "2026-11-02T08:15:30.000Z",
                     *           "last_message_at": "2026-11-02T08:21:07.000Z",
                     *           "closed_at": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["ConversationPage"];
                };
            };
            400: components["responses"]["BadRequest_Of_list"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_conversations_read"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this route. When it is still right, the answer is 304 without a body. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read one conversation */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a3f00-1c2d-7000-8000-000000000003",
                     *       "status": "active",
                     *       "managed_number": {
                     *         "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *         "phone": "+390612345678",
                     *         "label": "Customer care Rome"
                     *       },
                     *       "contact": {
                     *         "id": "019a3f00-1c2d-7000-8000-000000000002",
                     *         "phone": "+393331112233",
                     *         "name": "Giulia Ferri"
                     *       },
                     *       "opened_at": "2026-11-02T08:15:30.000Z",
                     *       "last_message_at": "2026-11-02T08:21:07.000Z",
                     *       "closed_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["Conversation"];
                };
            };
            /** @description What If-None-Match names is still right; no body. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_conversations_read"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description Most objects of one page, 20 unless given. */
                limit?: number;
                /** @description Where to go on: the `next_cursor` of the page before, with the same filters; none, or an empty one, on the first page. */
                cursor?: string;
                /** @description Only what was sent at this time or later. */
                from?: string;
                /** @description Only what was sent before this time. */
                to?: string;
                /** @description Only messages of this direction. */
                direction?: "inbound" | "outbound";
                /** @description Only messages in this status. */
                status?: "queued" | "sent" | "delivered" | "read" | "failed";
                /** @description Only messages of this type, such as text or image. */
                type?: string;
            };
            header?: never;
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List a conversation's messages */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019a3f00-1c2d-7000-8000-000000000004",
                     *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
                     *           "direction": "inbound",
                     *           "type": "location",
                     *           "text": null,
                     *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
                     *           "status": null,
                     *           "status_at": null,
                     *           "sent_at": "2026-11-02T08:21:07.000Z",
                     *           "position": {
                     *             "latitude": 41.9028,
                     *             "longitude": 12.4964,
                     *             "name": "Bar Centrale",
                     *             "address": "Piazza Venezia 1, Rome"
                     *           }
                     *         },
                     *         {
                     *           "id": "019a3f00-1c2d-7000-8000-000000000005",
                     *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
                     *           "direction": "outbound",
                     *           "type": "text",
                     *           "text": "We are on our way.",
                     *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
                     *           "status": "read",
                     *           "status_at": "2026-11-02T08:20:41.000Z",
                     *           "sent_at": "2026-11-02T08:20:12.000Z",
                     *           "position": null
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["MessagePage"];
                };
            };
            400: components["responses"]["BadRequest_Of_list"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_conversations_read"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this route. When it is still right, the answer is 304 without a body. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read one message */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a3f00-1c2d-7000-8000-000000000004",
                     *       "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
                     *       "direction": "inbound",
                     *       "type": "location",
                     *       "text": null,
                     *       "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
                     *       "status": null,
                     *       "status_at": null,
                     *       "sent_at": "2026-11-02T08:21:07.000Z",
                     *       "position": {
                     *         "latitude": 41.9028,
                     *         "longitude": 12.4964,
                     *         "name": "Bar Centrale",
                     *         "address": "Piazza Venezia 1, Rome"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description What If-None-Match names is still right; no body. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_conversations_read"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listLocations: {
        parameters: {
            query?: {
                /** @description Most objects of one page, 20 unless given. */
                limit?: number;
                /** @description Where to go on: the `next_cursor` of the page before, with the same filters; none, or an empty one, on the first page. */
                cursor?: string;
                /** @description Only what was sent at this time or later. */
                from?: string;
                /** @description Only what was sent before this time. */
                to?: string;
                /** @description Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list. */
                managed_number_id?: string;
                /** @description Only this contact. */
                contact_id?: string;
                /** @description Only what was sent in this conversation. */
                conversation_id?: string;
                /** @description Only the position of this message, as callbacks name it. */
                message_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List locations */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019a3f00-1c2d-7000-8000-000000000006",
                     *           "message_id": "019a3f00-1c2d-7000-8000-000000000004",
                     *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
                     *           "managed_number": {
                     *             "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *             "phone": "+390612345678",
                     *             "label": "Customer care Rome"
                     *           },
                     *           "contact": {
                     *             "id": "019a3f00-1c2d-7000-8000-000000000002",
                     *             "phone": "+393331112233",
                     *             "name": "Giulia Ferri"
                     *           },
                     *           "latitude": 41.9028,
                     *           "longitude": 12.4964,
                     *           "name": "Bar Centrale",
                     *           "address": "Piazza Venezia 1, Rome",
                     *           "sent_at": "2026-11-02T08:21:07.000Z"
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["LocationPage"];
                };
            };
            400: components["responses"]["BadRequest_Of_list"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_locations_read"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getLocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this route. When it is still right, the answer is 304 without a body. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Its id. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read one location */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019a3f00-1c2d-7000-8000-000000000006",
                     *       "message_id": "019a3f00-1c2d-7000-8000-000000000004",
                     *       "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
                     *       "managed_number": {
                     *         "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *         "phone": "+390612345678",
                     *         "label": "Customer care Rome"
                     *       },
                     *       "contact": {
                     *         "id": "019a3f00-1c2d-7000-8000-000000000002",
                     *         "phone": "+393331112233",
                     *         "name": "Giulia Ferri"
                     *       },
                     *       "latitude": 41.9028,
                     *       "longitude": 12.4964,
                     *       "name": "Bar Centrale",
                     *       "address": "Piazza Venezia 1, Rome",
                     *       "sent_at": "2026-11-02T08:21:07.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Location"];
                };
            };
            /** @description What If-None-Match names is still right; no body. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_locations_read"];
            404: components["responses"]["NotFound"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportConversations: {
        parameters: {
            query?: {
                /** @description The kind of file. Without it Accept chooses: ndjson, unless it takes another one better. */
                format?: "ndjson" | "csv" | "xlsx";
                /** @description Only what was opened at this time or later. */
                from?: string;
                /** @description Only what was opened before this time. */
                to?: string;
                /** @description Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list. */
                managed_number_id?: string;
                /** @description Only this contact. */
                contact_id?: string;
                /** @description Only conversations in this status. */
                status?: "waiting" | "active" | "closed" | "unmanaged";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, written while it is sent: one that breaks off before its end says so by the connection alone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /** @description Proposes a file name. */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_data_export"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportMessages: {
        parameters: {
            query?: {
                /** @description The kind of file. Without it Accept chooses: ndjson, unless it takes another one better. */
                format?: "ndjson" | "csv" | "xlsx";
                /** @description Only what was sent at this time or later. */
                from?: string;
                /** @description Only what was sent before this time. */
                to?: string;
                /** @description Only messages of this direction. */
                direction?: "inbound" | "outbound";
                /** @description Only messages in this status. */
                status?: "queued" | "sent" | "delivered" | "read" | "failed";
                /** @description Only messages of this type, such as text or image. */
                type?: string;
                /** @description Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list. */
                managed_number_id?: string;
                /** @description Only this contact. */
                contact_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, written while it is sent: one that breaks off before its end says so by the connection alone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /** @description Proposes a file name. */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_data_export"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportLocations: {
        parameters: {
            query?: {
                /** @description The kind of file. Without it Accept chooses: ndjson, unless it takes another one better. */
                format?: "ndjson" | "csv" | "xlsx";
                /** @description Only what was sent at this time or later. */
                from?: string;
                /** @description Only what was sent before this time. */
                to?: string;
                /** @description Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list. */
                managed_number_id?: string;
                /** @description Only this contact. */
                contact_id?: string;
                /** @description Only what was sent in this conversation. */
                conversation_id?: string;
                /** @description Only the position of this message, as callbacks name it. */
                message_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, written while it is sent: one that breaks off before its end says so by the connection alone. */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    /** @description Proposes a file name. */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": unknown;
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_data_export"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Most objects of one page, 20 unless given. */
                limit?: number;
                /** @description Only events after this one: the `next_cursor` of the page before, or the last id that you read here. */
                after?: string;
                /** @description Only events that were recorded at this time or later. Without it and `after`, all that are kept. */
                from?: string;
                /** @description Only events of this type. */
                type?: "conversation.created" | "message.received" | "message.status_changed";
                /** @description Only this managed number, of those that `/managed-numbers` lists. One that the token does not see gives an empty list. */
                managed_number_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List events */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019a3f00-1c2d-7000-8000-000000000007",
                     *           "type": "conversation.created",
                     *           "timestamp": "2026-11-02T08:15:30.000Z",
                     *           "data": {
                     *             "conversation": {
                     *               "id": "019a3f00-1c2d-7000-8000-000000000003",
                     *               "status": "waiting",
                     *               "managed_number": {
                     *                 "id": "019a3f00-1c2d-7000-8000-000000000001",
                     *                 "phone": "+390612345678",
                     *                 "label": "Customer care Rome"
                     *               },
                     *               "contact": {
                     *                 "id": "019a3f00-1c2d-7000-8000-000000000002",
                     *                 "phone": "+393331112233",
                     *                 "name": "Giulia Ferri"
                     *               },
                     *               "opened_at": "2026-11-02T08:15:30.000Z",
                     *               "last_message_at": "2026-11-02T08:15:30.000Z",
                     *               "closed_at": null
                     *             }
                     *           }
                     *         }
                     *       ],
                     *       "next_cursor": null
                     *     }
                     */
                    "application/json": components["schemas"]["EventPage"];
                };
            };
            400: components["responses"]["BadRequest_Of_list"];
            401: components["responses"]["Unauthorized"];
            403: components["responses"]["Forbidden_Without_conversations_read"];
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of this route. When it is still right, the answer is 304 without a body. */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Read this description */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.1"
                     *     }
                     */
                    "application/json": components["schemas"]["OpenApi"];
                };
            };
            /** @description What If-None-Match names is still right; no body. */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["X-Request-Id"];
                    RateLimit: components["headers"]["RateLimit"];
                    "RateLimit-Policy": components["headers"]["RateLimit-Policy"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            406: components["responses"]["NotAcceptable"];
            414: components["responses"]["UriTooLong"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            431: components["responses"]["TooManyHeaders"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["Unavailable"];
        };
    };
    conversationCreatedCallback: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same over all retries: what came twice is known by it. */
                "webhook-id": string;
                /** @description When this attempt was signed, in seconds since 1970. Refuse what is older than 5 minutes. */
                "webhook-timestamp": string;
                /** @description One or more signatures with a space between them, each v1, and an HMAC-SHA256 in base64. One that fits is enough. */
                "webhook-signature": string;
                /** @description `true` when an admin sent this callback as a test: its event is real or an example, its id is its own. Else absent. */
                "webhook-test"?: string;
                /** @description WitiOp-Callbacks/1, for whoever filters by it; what proves the sender is the signature. */
                "user-agent": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, at most 20 kB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "conversation.created",
                 *       "timestamp": "2026-11-02T08:15:30.000Z",
                 *       "data": {
                 *         "conversation": {
                 *           "id": "019a3f00-1c2d-7000-8000-000000000003",
                 *           "status": "waiting",
                 *           "managed_number": {
                 *             "id": "019a3f00-1c2d-7000-8000-000000000001",
                 *             "phone": "+390612345678",
                 *             "label": "Customer care Rome"
                 *           },
                 *           "contact": {
                 *             "id": "019a3f00-1c2d-7000-8000-000000000002",
                 *             "phone": "+393331112233",
                 *             "name": "Giulia Ferri"
                 *           },
                 *           "opened_at": "2026-11-02T08:15:30.000Z",
                 *           "last_message_at": "2026-11-02T08:15:30.000Z",
                 *           "closed_at": null
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ConversationCreated"];
            };
        };
        responses: {
            /** @description Not wanted any more: the callback is paused. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. Answer within 15 seconds; the body is of no matter. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered, redirects included. It is tried again; Retry-After is heeded up to an hour. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    messageReceivedCallback: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same over all retries: what came twice is known by it. */
                "webhook-id": string;
                /** @description When this attempt was signed, in seconds since 1970. Refuse what is older than 5 minutes. */
                "webhook-timestamp": string;
                /** @description One or more signatures with a space between them, each v1, and an HMAC-SHA256 in base64. One that fits is enough. */
                "webhook-signature": string;
                /** @description `true` when an admin sent this callback as a test: its event is real or an example, its id is its own. Else absent. */
                "webhook-test"?: string;
                /** @description WitiOp-Callbacks/1, for whoever filters by it; what proves the sender is the signature. */
                "user-agent": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, at most 20 kB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "message.received",
                 *       "timestamp": "2026-11-02T08:21:07.000Z",
                 *       "data": {
                 *         "conversation": {
                 *           "id": "019a3f00-1c2d-7000-8000-000000000003",
                 *           "status": "active",
                 *           "managed_number": {
                 *             "id": "019a3f00-1c2d-7000-8000-000000000001",
                 *             "phone": "+390612345678",
                 *             "label": "Customer care Rome"
                 *           },
                 *           "contact": {
                 *             "id": "019a3f00-1c2d-7000-8000-000000000002",
                 *             "phone": "+393331112233",
                 *             "name": "Giulia Ferri"
                 *           },
                 *           "opened_at": "2026-11-02T08:15:30.000Z",
                 *           "last_message_at": "2026-11-02T08:21:07.000Z",
                 *           "closed_at": null
                 *         },
                 *         "message": {
                 *           "id": "019a3f00-1c2d-7000-8000-000000000004",
                 *           "conversation_id": "019a3f00-1c2d-7000-8000-000000000003",
                 *           "direction": "inbound",
                 *           "type": "location",
                 *           "text": null,
                 *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
                 *           "status": null,
                 *           "status_at": null,
                 *           "sent_at": "2026-11-02T08:21:07.000Z",
                 *           "position": {
                 *             "latitude": 41.9028,
                 *             "longitude": 12.4964,
                 *             "name": "Bar Centrale",
                 *             "address": "Piazza Venezia 1, Rome"
                 *           },
                 *           "text_truncated": false
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MessageReceived"];
            };
        };
        responses: {
            /** @description Not wanted any more: the callback is paused. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. Answer within 15 seconds; the body is of no matter. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered, redirects included. It is tried again; Retry-After is heeded up to an hour. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    messageStatusChangedCallback: {
        parameters: {
            query?: never;
            header: {
                /** @description The event's id, the same over all retries: what came twice is known by it. */
                "webhook-id": string;
                /** @description When this attempt was signed, in seconds since 1970. Refuse what is older than 5 minutes. */
                "webhook-timestamp": string;
                /** @description One or more signatures with a space between them, each v1, and an HMAC-SHA256 in base64. One that fits is enough. */
                "webhook-signature": string;
                /** @description `true` when an admin sent this callback as a test: its event is real or an example, its id is its own. Else absent. */
                "webhook-test"?: string;
                /** @description WitiOp-Callbacks/1, for whoever filters by it; what proves the sender is the signature. */
                "user-agent": string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description The event, at most 20 kB. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "message.status_changed",
                 *       "timestamp": "2026-11-02T08:20:41.000Z",
                 *       "data": {
                 *         "conversation": {
                 *           "id": "019a3f00-1c2d-7000-8000-000000000003",
                 *           "status": "active",
                 *           "managed_number": {
                 *             "id": "019a3f00-1c2d-7000-8000-000000000001",
                 *             "phone": "+390612345678",
                 *             "label": "Customer care Rome"
                 *           },
                 *           "contact": {
                 *             "id": "019a3f00-1c2d-7000-8000-000000000002",
                 *             "phone": "+393331112233",
                 *             "name": "Giulia Ferri"
                 *           },
                 *           "opened_at": "2026-11-02T08:15:30.000Z",
                 *           "last_message_at": "2026-11-02T08:20:12.000Z",
                 *           "closed_at": null
                 *         },
                 *         "change": {
                 *           "message_id": "019a3f00-1c2d-7000-8000-000000000005",
                 *           "external_id": "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
                 *           "status": "read",
                 *           "previous_status": "delivered",
                 *           "changed_at": "2026-11-02T08:20:41.000Z",
                 *           "error": null
                 *         }
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["MessageStatusChanged"];
            };
        };
        responses: {
            /** @description Not wanted any more: the callback is paused. */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Delivered. Answer within 15 seconds; the body is of no matter. */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not delivered, redirects included. It is tried again; Retry-After is heeded up to an hour. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
