import { BASICS } from "@/components/api-docs/basics";
import { CALLBACK_RULES } from "@/components/api-docs/callback-rules";
import type { ApiReference } from "@/lib/openapi/reference";

type Entry = { anchor: string; title: string };
type Chapter = Entry & { entries: readonly Entry[] };

/** The anchor of a section of routes. */
export function sectionAnchor(name: string): string {
  return `section-${name.toLowerCase().replaceAll(" ", "-")}`;
}

function chaptersOf({ sections, callbacks, objects }: ApiReference): Chapter[] {
  return [
    { anchor: "basics", title: "Basics", entries: BASICS },
    ...sections.map(({ name, routes }) => ({
      anchor: sectionAnchor(name),
      title: name,
      entries: routes.map(({ anchor, summary }) => ({ anchor, title: summary })),
    })),
    {
      anchor: "callbacks",
      title: "Callbacks",
      entries: [
        ...CALLBACK_RULES,
        { anchor: "callback-signature", title: "Check the signature" },
        ...callbacks.map(({ anchor, type }) => ({ anchor, title: type })),
      ],
    },
    { anchor: "problems", title: "Refusals", entries: [] },
    {
      anchor: "objects",
      title: "Objects",
      entries: objects.map(({ id }) => ({ anchor: id, title: id })),
    },
  ];
}

const linkClass = "block rounded-sm py-1 text-sm text-muted-foreground hover:text-foreground wrap-anywhere";

/** The table of contents. */
export function Contents({ reference, label }: { reference: ApiReference; label: string }) {
  return (
    <nav aria-label={label}>
      <ul className="grid gap-3">
        {chaptersOf(reference).map(({ anchor, title, entries }) => (
          <li key={anchor}>
            <a href={`#${anchor}`} className="block rounded-sm py-1 text-sm font-medium hover:underline">
              {title}
            </a>
            {entries.length > 0 && (
              <ul className="border-l pl-3">
                {entries.map((entry) => (
                  <li key={entry.anchor}>
                    <a href={`#${entry.anchor}`} className={linkClass}>
                      {entry.title}
                    </a>
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
