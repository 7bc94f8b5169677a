import type { ReactNode } from "react";
import { Basics } from "@/components/api-docs/basics";
import { Callbacks } from "@/components/api-docs/callbacks";
import { Contents, sectionAnchor } from "@/components/api-docs/contents";
import { DocsItem, DocsSection, Prose } from "@/components/api-docs/docs-section";
import { FieldList } from "@/components/api-docs/field-list";
import { LanguageSwitch } from "@/components/api-docs/language-switch";
import { Problems } from "@/components/api-docs/problems";
import { RouteItem } from "@/components/api-docs/route-item";
import { Paragraphs } from "@/components/api-docs/words";
import type { Language } from "@/lib/openapi/languages";
import type { ApiReference } from "@/lib/openapi/reference";

export type ApiDocsProps = {
  reference: ApiReference;
  language: Language;
  /** Beside the switch of languages: downloads, the theme. */
  actions?: ReactNode;
  /** Off where no script runs. */
  canCopy: boolean;
};

function Objects({ objects }: Pick<ApiReference, "objects">) {
  return (
    <DocsSection anchor="objects" title="Objects">
      {objects.map(({ id, description, fields }) => (
        <DocsItem key={id} anchor={id} title={id}>
          {description && (
            <Prose>
              <Paragraphs text={description} />
            </Prose>
          )}
          <FieldList fields={fields} />
        </DocsItem>
      ))}
    </DocsSection>
  );
}

/** The whole reference of the API: a page of its own, and the body of the file that is downloaded. */
export function ApiDocs({ reference, language, actions, canCopy }: ApiDocsProps) {
  return (
    <div data-slot="api-docs" className="group/docs min-h-dvh">
      <header className="z-30 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b bg-background px-4 py-2.5 sm:sticky sm:top-0 sm:px-8">
        <p className="text-base font-medium">{reference.title}</p>
        <div className="flex flex-wrap items-center gap-2">
          <LanguageSwitch language={language} />
          {actions}
        </div>
      </header>
      <div className="mx-auto grid w-full max-w-[1440px] lg:grid-cols-[240px_minmax(0,1fr)]">
        <aside className="sticky top-13 hidden h-[calc(100dvh-52px)] overflow-y-auto border-r px-6 py-6 lg:block">
          <Contents reference={reference} label="Contents" />
        </aside>
        <main className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-12 px-4 py-6 sm:px-8">
          <div className="grid gap-3">
            <h1 className="text-xl font-medium tracking-tight">API documentation</h1>
            <Prose>
              <p>
                Read the WhatsApp conversations that your token sees, and receive what happens in them as
                signed callbacks.
              </p>
            </Prose>
            <details className="rounded-md border p-3 lg:hidden">
              <summary className="text-sm font-medium">Contents</summary>
              <div className="mt-2">
                <Contents reference={reference} label="Contents of this page" />
              </div>
            </details>
          </div>
          <Basics reference={reference} canCopy={canCopy} />
          {reference.sections.map(({ name, description, routes }) => (
            <DocsSection key={name} anchor={sectionAnchor(name)} title={name}>
              <Prose>
                <Paragraphs text={description} />
              </Prose>
              {routes.map((route) => (
                <RouteItem key={route.anchor} route={route} canCopy={canCopy} />
              ))}
            </DocsSection>
          ))}
          <Callbacks reference={reference} canCopy={canCopy} />
          <Problems problems={reference.problems} />
          <Objects objects={reference.objects} />
        </main>
      </div>
    </div>
  );
}
