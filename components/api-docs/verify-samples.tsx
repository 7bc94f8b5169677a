import { CodeBlock } from "@/components/ui/code-block";
import type { ApiReference } from "@/lib/openapi/reference";

export type VerifySamplesProps = { samples: ApiReference["verify"]; canCopy: boolean };

/** How a receiver checks a signature, of which one language is open. */
export function VerifySamples({ samples, canCopy }: VerifySamplesProps) {
  return samples.map(({ language, code }, at) => (
    <details key={language} name="verify" open={at === 0} className="min-w-0">
      <summary className="text-sm">{language}</summary>
      <CodeBlock label={`Check a signature, ${language}`} code={code} canCopy={canCopy} className="mt-2" />
    </details>
  ));
}
