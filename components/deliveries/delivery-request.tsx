import { CodeBlock } from "@/components/ui/code-block";
import type { DeliveryDetails } from "@/lib/deliveries/schema";

export type DeliveryRequestProps = {
  delivery: Pick<DeliveryDetails, "eventId" | "body">;
  /** The headers that every callback has. */
  headers: Record<string, string>;
};

/** What an attempt sends, by the present rights of the token. */
export function DeliveryRequest({ delivery: { eventId, body }, headers }: DeliveryRequestProps) {
  const lines = [
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `webhook-id: ${eventId}`,
    "webhook-timestamp: the time of the attempt",
    "webhook-signature: v1,… made for each attempt",
  ];
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-medium">Request</h3>
      <p className="text-sm text-muted-foreground">
        {body === null
          ? "Nothing would be sent now: the token does not see the managed number any more."
          : "As it would be sent now: the present rights of the token decide what is in it, also in one that was sent before. Line breaks are added here."}
      </p>
      <CodeBlock label="Headers" code={lines.join("\n")} canCopy />
      {body !== null && <CodeBlock label="Body" code={JSON.stringify(JSON.parse(body), null, 2)} canCopy />}
    </section>
  );
}
