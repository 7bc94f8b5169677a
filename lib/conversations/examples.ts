/** A managed number as the documentation shows it. */
export const managedNumberExample = {
  id: "019a3f00-1c2d-7000-8000-000000000001",
  phone: "+390612345678",
  label: "Customer care Rome",
};

const CONTACT = {
  id: "019a3f00-1c2d-7000-8000-000000000002",
  phone: "+393331112233",
  name: "Giulia Ferri",
};

const POSITION = {
  latitude: 41.9028,
  longitude: 12.4964,
  name: "Bar Centrale",
  address: "Piazza Venezia 1, Rome",
};

/** A conversation as the documentation shows it. */
export const conversationExample = {
  id: "019a3f00-1c2d-7000-8000-000000000003",
  status: "active",
  managed_number: managedNumberExample,
  contact: CONTACT,
  opened_at: "2026-11-02T08:15:30.000Z",
  last_message_at: "2026-11-02T08:21:07.000Z",
  closed_at: null,
};

/** A message of that conversation, with a position. */
export const messageExample = {
  id: "019a3f00-1c2d-7000-8000-000000000004",
  conversation_id: conversationExample.id,
  direction: "inbound",
  type: "location",
  text: null,
  external_id: "wamid.HBgMMzkzMzMxMTEyMjMzFQIAEhgUM0EwQzBGMjQ4",
  status: null,
  status_at: null,
  sent_at: "2026-11-02T08:21:07.000Z",
  position: POSITION,
};

/** An outbound message of that conversation. */
export const outboundMessageExample = {
  ...messageExample,
  id: "019a3f00-1c2d-7000-8000-000000000005",
  direction: "outbound",
  type: "text",
  text: "We are on our way.",
  external_id: "wamid.HBgMMzkzMzMxMTEyMjMzFQIAERgSNkM0NTk0",
  status: "read",
  status_at: "2026-11-02T08:20:41.000Z",
  sent_at: "2026-11-02T08:20:12.000Z",
  position: null,
};

/** The position of that message, as a location of its own. */
export const locationExample = {
  id: "019a3f00-1c2d-7000-8000-000000000006",
  message_id: messageExample.id,
  conversation_id: conversationExample.id,
  managed_number: managedNumberExample,
  contact: CONTACT,
  ...POSITION,
  sent_at: messageExample.sent_at,
};

/** A change of the outbound message's status. */
export const statusChangeExample = {
  message_id: outboundMessageExample.id,
  external_id: outboundMessageExample.external_id,
  status: "read",
  previous_status: "delivered",
  changed_at: "2026-11-02T08:20:41.000Z",
  error: null,
};
