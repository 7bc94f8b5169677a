import { VerifySamples, type VerifySamplesProps } from "@/components/api-docs/verify-samples";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import type { CallbackDetails } from "@/lib/callbacks/schema";
import { EVENT_LABELS } from "@/lib/callbacks/words";

export type ReceiverGuideProps = {
  callbacks: readonly Pick<CallbackDetails, "eventType">[];
  /** The documented body of each event as this token would get it. */
  sampleBodies: Record<CallbackDetails["eventType"], string>;
  verifySamples: VerifySamplesProps["samples"];
};

/** What the supplier's developer asks for: the body of each event, and how its signature is checked. */
export function ReceiverGuide({ callbacks, sampleBodies, verifySamples }: ReceiverGuideProps) {
  return (
    <Card className="max-w-3xl">
      <CardHeader>
        <div className="min-w-0">
          <CardTitle>For the receiver</CardTitle>
          <CardDescription>
            What it gets with this token's rights, and how it knows that it is ours.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent className="grid gap-2 text-sm">
        {callbacks.map(({ eventType }) => (
          <details key={eventType} className="min-w-0">
            <summary>Sample body: {EVENT_LABELS[eventType]}</summary>
            <CodeBlock
              label={`Body of ${eventType}`}
              code={sampleBodies[eventType]}
              canCopy
              className="mt-2"
            />
          </details>
        ))}
        <details className="min-w-0">
          <summary>Check the signature</summary>
          <div className="mt-2 grid gap-2 pl-4">
            <VerifySamples samples={verifySamples} canCopy />
          </div>
        </details>
      </CardContent>
    </Card>
  );
}
