import { CodeBlock } from "@/components/ui/code-block";
import { LANGUAGES, type Language } from "@/lib/openapi/languages";
import type { Samples } from "@/lib/openapi/samples";

/** Each language shows while its radio button in the page's switch is on. */
const SHOWN: Record<Language, string> = {
  curl: "hidden group-has-[[value=curl]:checked]/docs:block",
  javascript: "hidden group-has-[[value=javascript]:checked]/docs:block",
  python: "hidden group-has-[[value=python]:checked]/docs:block",
};

/** The same call in every language, of which one is seen. */
export function CodeSamples({
  title,
  samples,
  canCopy,
}: {
  title: string;
  samples: Samples;
  canCopy: boolean;
}) {
  return Object.entries(LANGUAGES).map(([language, name]) => (
    <CodeBlock
      key={language}
      label={`${title}, ${name}`}
      code={samples[language as Language]}
      canCopy={canCopy}
      className={SHOWN[language as Language]}
    />
  ));
}
