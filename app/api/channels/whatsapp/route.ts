import { answerChannel } from "@/lib/channels/answer";
import { acceptWebhook, verifyEndpoint } from "@/lib/channels/whatsapp/webhook";
import { safetyHeaders } from "@/lib/http/safety-headers";

/** WhatsApp checks that the endpoint is ours. */
export function GET(request: Request): Promise<Response> {
  return answerChannel(request, async () => {
    const challenge = verifyEndpoint(new URL(request.url).searchParams);
    return new Response(challenge, {
      headers: { ...safetyHeaders(), "content-type": "text/plain; charset=utf-8" },
    });
  });
}

/** WhatsApp reports messages and statuses; 200 means that they are stored. */
export function POST(request: Request): Promise<Response> {
  return answerChannel(request, async (requestId) => {
    await acceptWebhook(request, requestId);
    return new Response(null, { status: 200, headers: safetyHeaders() });
  });
}
