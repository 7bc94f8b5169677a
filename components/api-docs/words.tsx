/** A sentence of the OpenAPI document, in which names stand between backticks as in Markdown. */
export function Words({ text }: { text: string }) {
  const [before, name, ...rest] = text.split("`");
  if (name === undefined) return before;
  return (
    <>
      {before}
      <code>{name}</code>
      <Words text={rest.join("`")} />
    </>
  );
}

/** Paragraphs of the OpenAPI document. */
export function Paragraphs({ text }: { text: string }) {
  return text.split("\n\n").map((paragraph) => (
    <p key={paragraph}>
      <Words text={paragraph} />
    </p>
  ));
}
