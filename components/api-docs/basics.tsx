import { CodeSamples } from "@/components/api-docs/code-samples";
import { DocsItem, DocsSection, Prose } from "@/components/api-docs/docs-section";
import type { ApiReference } from "@/lib/openapi/reference";

export const BASICS = [
  { anchor: "authentication", title: "Authentication" },
  { anchor: "paging", title: "Pages" },
  { anchor: "values", title: "Times and empty values" },
  { anchor: "limits", title: "Limits" },
  { anchor: "etag", title: "ETag and compression" },
] as const;

const [AUTHENTICATION, PAGING, VALUES, LIMITS, ETAG] = BASICS;

function Authentication({ baseUrl }: Pick<ApiReference, "baseUrl">) {
  return (
    <DocsItem {...AUTHENTICATION}>
      <Prose>
        <p>
          All routes are below <code>{baseUrl}</code> and are read by <code>GET</code>. Send the token that
          you were given in the header <code>Authorization: Bearer wtp_…</code>. Keep it where only your
          server reads it: the examples take it from the environment variable <code>WITIOP_TOKEN</code>.
        </p>
        <p>
          Each answer has an <code>X-Request-Id</code>. Every call is in a log that the token's admin reads,
          refused ones included; quote the id when you ask about one.
        </p>
      </Prose>
    </DocsItem>
  );
}

function Paging({ paging, canCopy }: Pick<ApiReference, "paging"> & { canCopy: boolean }) {
  return (
    <DocsItem
      {...PAGING}
      side={<CodeSamples title="Read a list to its end" samples={paging} canCopy={canCopy} />}
    >
      <Prose>
        <p>
          A list answers <code>data</code> and <code>next_cursor</code>. Ask again with <code>cursor</code>{" "}
          set to it for the next page; it is null on the last one. A cursor is good for its own list only, is
          not to be taken apart, and does not expire. Lists are the newest first, and what arrives meanwhile
          does not shift the pages; only events are the oldest first, and go on by <code>after</code>.
        </p>
      </Prose>
    </DocsItem>
  );
}

/** What holds for every route. */
export function Basics({ reference, canCopy }: { reference: ApiReference; canCopy: boolean }) {
  return (
    <DocsSection anchor="basics" title="Basics">
      <Authentication baseUrl={reference.baseUrl} />
      <Paging paging={reference.paging} canCopy={canCopy} />
      <DocsItem {...VALUES}>
        <Prose>
          <p>
            Times are RFC 3339 in UTC: <code>2026-11-02T08:15:30.000Z</code>. A time that you send may have
            any offset. Every field is always there; what is unknown or hidden is null.
          </p>
        </Prose>
      </DocsItem>
      <DocsItem {...LIMITS}>
        <Prose>
          <p>
            A token may make as many calls a minute as its admin set, 600 at first.{" "}
            <code>RateLimit-Policy</code> tells how many, <code>RateLimit</code> what is left (<code>r</code>)
            and the seconds to the next minute (<code>t</code>). Above it the answer is 429: wait for the
            seconds that <code>Retry-After</code> says. A page has at most 100 objects.
          </p>
        </Prose>
      </DocsItem>
      <DocsItem {...ETAG}>
        <Prose>
          <p>
            Routes of one object answer with an <code>ETag</code>. Send it back in <code>If-None-Match</code>:
            while the object is the same, the answer is 304 without a body. Answers are compressed for whoever
            sends <code>Accept-Encoding: gzip</code>.
          </p>
        </Prose>
      </DocsItem>
    </DocsSection>
  );
}
