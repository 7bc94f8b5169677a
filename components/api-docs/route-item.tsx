import { CodeSamples } from "@/components/api-docs/code-samples";
import { DocsItem, Prose } from "@/components/api-docs/docs-section";
import { FieldList } from "@/components/api-docs/field-list";
import { Paragraphs, Words } from "@/components/api-docs/words";
import { Badge } from "@/components/ui/badge";
import { CodeBlock } from "@/components/ui/code-block";
import type { RouteReference } from "@/lib/openapi/reference";

function AnswerWords({ answer }: Pick<RouteReference, "answer">) {
  if ("object" in answer)
    return (
      <>
        Answers <a href={`#${answer.object}`}>{answer.object}</a>.
      </>
    );
  return Object.entries(answer.files).map(([type, what]) => (
    <span key={type} className="block">
      <code>{type}</code> <Words text={what} />
    </span>
  ));
}

function Refusals({ problems }: Pick<RouteReference, "problems">) {
  return (
    <details className="text-sm">
      <summary className="text-muted-foreground hover:text-foreground">Refusals</summary>
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-1">
        {problems.map(({ status, codes }) => (
          <div key={status} className="contents">
            <dt className="tabular-nums">{status}</dt>
            <dd className="flex flex-wrap gap-x-3">
              {codes.map((code) => (
                <a key={code} href={`#${code}`} className="font-mono text-xs leading-5 hover:underline">
                  {code}
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** One route: what it is for, what it needs and takes, how it is called and what it answers. */
export function RouteItem({ route, canCopy }: { route: RouteReference; canCopy: boolean }) {
  const { answer, parameters } = route;
  return (
    <DocsItem
      anchor={route.anchor}
      title={route.summary}
      side={
        <>
          <CodeSamples title={`GET ${route.path}`} samples={route.samples} canCopy={canCopy} />
          {"example" in answer && (
            <CodeBlock label={`Answer of GET ${route.path}`} code={answer.example} canCopy={canCopy} />
          )}
        </>
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <code className="font-mono text-sm wrap-anywhere">GET {route.path}</code>
        {route.permissions.map((permission) => (
          <Badge key={permission} tone="info">
            {permission}
          </Badge>
        ))}
        {route.hasEntityTag && (
          <a href="#etag" className="rounded-full">
            <Badge>ETag</Badge>
          </a>
        )}
      </p>
      <Prose>
        <Paragraphs text={route.description} />
        <p>
          <AnswerWords answer={answer} />
        </p>
      </Prose>
      {parameters.length > 0 && <FieldList fields={parameters} />}
      <Refusals problems={route.problems} />
    </DocsItem>
  );
}
