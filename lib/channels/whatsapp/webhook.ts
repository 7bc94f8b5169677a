import "server-only";
import { systemContext } from "../../context";
import { database } from "../../database";
import { env } from "../../env";
import { equalsSecretly } from "../../equals-secretly";
import { AppError } from "../../errors";
import { parseJson, readBody } from "../../http/body";
import { receiveWhatsapp } from "./receive";
import { parseWebhook } from "./schema";
import { isSignature, isSignedBy } from "./signature";

/** WhatsApp's own limit of a webhook body. */
const BODY_LIMIT_BYTES = 3 * 1024 * 1024;

/** The challenge to answer a verification with; throws `forbidden` when the verify token is not ours. */
export function verifyEndpoint(query: URLSearchParams): string {
  const challenge = query.get("hub.challenge");
  const token = query.get("hub.verify_token") ?? "";
  const isKnown = equalsSecretly(token, env().WHATSAPP_VERIFY_TOKEN);
  if (query.get("hub.mode") === "subscribe" && challenge !== null && isKnown) return challenge;
  throw new AppError("forbidden", "The verification does not carry this installation's verify token.");
}

/**
 * Stores a signed webhook. Throws `payload_too_large`, `signature_invalid` and `malformed_body`; the last also when
 * only a part was of another shape, after the rest was stored.
 */
export async function acceptWebhook(request: Request, requestId: string): Promise<void> {
  const signature = request.headers.get("x-hub-signature-256");
  // Before the body, so that nobody can have one read who does not even try to sign it.
  if (!isSignature(signature))
    throw new AppError("signature_invalid", "Sign the body: X-Hub-Signature-256: sha256=<64 hex digits>.");
  const body = await readBody(request, BODY_LIMIT_BYTES);
  if (!isSignedBy(env().WHATSAPP_APP_SECRET, body, signature))
    throw new AppError("signature_invalid", "X-Hub-Signature-256 is not that of this body.");
  const { values, malformed } = parseWebhook(parseJson(body));
  const ctx = { ...systemContext(database(), "WhatsApp"), requestId };
  for (const value of values) await receiveWhatsapp(ctx, value);
  if (malformed > 0) throw new AppError("malformed_body", "A change of the webhook tells no managed number.");
}
