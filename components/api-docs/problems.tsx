import { DocsSection, Prose } from "@/components/api-docs/docs-section";
import type { ApiReference } from "@/lib/openapi/reference";

/** Every code with which the API refuses. */
export function Problems({ problems }: Pick<ApiReference, "problems">) {
  return (
    <DocsSection anchor="problems" title="Refusals">
      <Prose>
        <p>
          A refusal is a <a href="#Problem">Problem</a> (RFC 9457) with the media type{" "}
          <code>application/problem+json</code>. Decide by its <code>code</code>, which does not change; show{" "}
          <code>detail</code> to people.
        </p>
      </Prose>
      <dl className="divide-y border-y">
        {problems.map(({ code, status, meaning }) => (
          <div
            key={code}
            id={code}
            className="grid scroll-mt-28 gap-x-4 py-2 sm:grid-cols-[17rem_minmax(0,1fr)]"
          >
            <dt className="flex gap-3">
              <span className="text-sm text-muted-foreground tabular-nums">{status}</span>
              <code className="font-mono text-sm">{code}</code>
            </dt>
            <dd className="text-sm text-muted-foreground">{meaning}</dd>
          </div>
        ))}
      </dl>
    </DocsSection>
  );
}
