import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../fixtures/whatsapp/", import.meta.url);

/** The names of all bodies in `tests/fixtures/whatsapp`. */
export const WHATSAPP_FIXTURES = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

/** One body as WhatsApp would post it. */
export function whatsappFixture(name: string): string {
  return readFileSync(new URL(`${name}.json`, folder), "utf8");
}

/** A webhook about one managed number, as WhatsApp shapes it. */
export function whatsappBody(value: Record<string, unknown>, metadata: Record<string, unknown> = {}): string {
  const number = { display_phone_number: "390612345678", phone_number_id: "410022003300440" };
  const whole = { messaging_product: "whatsapp", metadata: { ...number, ...metadata }, ...value };
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [{ id: "520011220033440", changes: [{ field: "messages", value: whole }] }],
  });
}

/** The `X-Hub-Signature-256` of a body. */
export function whatsappSignature(body: string | Uint8Array, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}

/** Posts a signed body through `deliver`: the route's handler, or `fetch` for a server that runs. */
export function sendWhatsapp(
  deliver: (request: Request) => Promise<Response>,
  body: string | Uint8Array<ArrayBuffer>,
  { appSecret = "test-whatsapp-app-secret", baseUrl = "http://localhost:3000" } = {},
): Promise<Response> {
  return deliver(
    new Request(`${baseUrl}/api/channels/whatsapp`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-hub-signature-256": whatsappSignature(body, appSecret),
      },
      body,
    }),
  );
}
