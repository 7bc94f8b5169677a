import { createHmac, randomBytes } from "node:crypto";

/** Where WhatsApp posts to. */
export const WHATSAPP_PATH = "/api/channels/whatsapp";

/** A webhook body with one text message of now, from a customer of the number in Rome. */
export function textMessage(text: string, now = new Date()): string {
  const message = {
    from: "393331112233",
    id: `wamid.${randomBytes(24).toString("base64")}`,
    timestamp: String(Math.floor(now.getTime() / 1_000)),
    type: "text",
    text: { body: text },
  };
  const value = {
    messaging_product: "whatsapp",
    metadata: { display_phone_number: "390612345678", phone_number_id: "410022003300440" },
    contacts: [{ profile: { name: "Giulia Ferri" }, wa_id: message.from }],
    messages: [message],
  };
  const entry = [{ id: "520011220033440", changes: [{ value, field: "messages" }] }];
  return JSON.stringify({ object: "whatsapp_business_account", entry });
}

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export function signatureOf(body: string, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}
