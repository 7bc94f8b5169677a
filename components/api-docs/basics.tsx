import { CodeSamples } from "@/components/api-docs/code-samples";
import { DocsSection, DocsText } from "@/components/api-docs/docs-section";
import type { ApiReference } from "@/lib/openapi/reference";

export const BASICS = [
  { anchor: "authentication", title: "Authentication" },
  { anchor: "paging", title: "Pages" },
  { anchor: "values", title: "Times and empty values" },
  { anchor: "limits", title: "Limits" },
  { anchor: "etag", title: "ETag and compression" },
  { anchor: "rotation", title: "When the secret is replaced" },
  { anchor: "changes", title: "What may change" },
] as const;

const [AUTHENTICATION, PAGING, VALUES, LIMITS, ETAG, ROTATION, CHANGES] = BASICS;

type SampledProps = { reference: ApiReference; canCopy: boolean };

function Authentication({ reference: { baseUrl, firstCall }, canCopy }: SampledProps) {
  return (
    <DocsText
      {...AUTHENTICATION}
      side={<CodeSamples title="A first call" samples={firstCall} canCopy={canCopy} />}
    >
      <p>
        All routes are below <code>{baseUrl}</code> and are read by <code>GET</code>. Send the token that you
        were given in the header <code>Authorization: Bearer wtp_…</code>. Keep it where only your server
        reads it: the examples take it from the environment variable <code>WITIOP_TOKEN</code>. The first call
        here tells what the token may do and sees.
      </p>
      <p>
        Each answer has an <code>X-Request-Id</code>. Every call is in a log that the token's admin reads,
        refused ones included; quote the id when you ask about one.
      </p>
    </DocsText>
  );
}

function Paging({ reference: { paging }, canCopy }: SampledProps) {
  return (
    <DocsText
      {...PAGING}
      side={<CodeSamples title="Read a list to its end" samples={paging} canCopy={canCopy} />}
    >
      <p>
        A list answers <code>data</code> and <code>next_cursor</code>. Ask again with <code>cursor</code> set
        to it, and with the same filters, for the next page; it is null on the last one. A cursor is good for
        its own list only, is not to be taken apart, and does not expire. Lists are the newest first, and what
        arrives meanwhile does not shift the pages; only events are the oldest first, and go on by{" "}
        <code>after</code>. With curl you read one page: the first while <code>NEXT_CURSOR</code> is not set,
        and with it the page after the one that gave it.
      </p>
      <p>
        Give each parameter once, with a value: one that comes twice, is empty, or that a route does not know
        is answered 400. Only <code>cursor</code> and <code>after</code> may be empty, for the first page. A
        path with a slash at its end is another path: 404.
      </p>
    </DocsText>
  );
}

function Values() {
  return (
    <DocsText {...VALUES}>
      <p>
        Times are RFC 3339 in UTC: <code>2026-11-02T08:15:30.000Z</code>. A time that you send may have any
        offset. Every field of an object is always there; what is unknown or hidden is null. Only the
        callbacks of a token without Read conversations are shorter: they have ids, types and directions, and
        nothing else.
      </p>
    </DocsText>
  );
}

function Limits() {
  return (
    <DocsText {...LIMITS}>
      <p>
        A token may make as many calls a minute as its admin set, 600 at first. <code>RateLimit-Policy</code>{" "}
        tells how many, <code>RateLimit</code> what is left (<code>r</code>) and the seconds to the next
        minute (<code>t</code>). Above it the answer is 429: wait for the seconds that{" "}
        <code>Retry-After</code> says. A page has at most 100 objects.
      </p>
      <p>
        Calls without a known token, or with one that may not be used from their address, are counted for that
        address (of IPv6, its /64 network): 60 a minute, or as many as this installation is set to. Their
        answers have no <code>RateLimit</code>, nor have those to a token that is refused for its state.
      </p>
    </DocsText>
  );
}

function EntityTags() {
  return (
    <DocsText {...ETAG}>
      <p>
        Routes of one object answer with an <code>ETag</code>. Send it back in <code>If-None-Match</code>:
        while the object is the same, the answer is 304 without a body. Answers are compressed for whoever
        sends <code>Accept-Encoding: gzip</code>.
      </p>
    </DocsText>
  );
}

function Rotation() {
  return (
    <DocsText {...ROTATION}>
      <p>
        When an admin gives the token a new secret, the old one is served beside it for the time that the
        admin chose: not at all, 1 hour, 24 hours or 7 days. The first call that is served with the new secret
        ends that at once, whatever the call, <code>/token</code> included. So bring the new secret to all
        your servers before any of them calls with it.
      </p>
      <p>
        Afterwards the old one is answered 401 <a href="#secret_rotated">secret_rotated</a>. Whether yours is
        the old one, <a href="#getToken">GET /token</a> tells: <code>secret.replaced_until</code> is then the
        time at which it ends at the latest.
      </p>
      <p>
        The <a href="#callback-signature">signing secret</a> of callbacks is replaced apart from it. Meanwhile
        they carry two signatures, and nothing ends that early but the admin.
      </p>
    </DocsText>
  );
}

function Changes() {
  return (
    <DocsText {...CHANGES}>
      <p>
        Within <code>v1</code> there may come more: fields, parameters, headers, types of events and of
        messages, statuses, and codes of refusals. Pass over what you do not know. Nothing is taken away or
        changes its meaning.
      </p>
    </DocsText>
  );
}

/** What holds for every route. */
export function Basics({ reference, canCopy }: SampledProps) {
  return (
    <DocsSection anchor="basics" title="Basics">
      <Authentication reference={reference} canCopy={canCopy} />
      <Paging reference={reference} canCopy={canCopy} />
      <Values />
      <Limits />
      <EntityTags />
      <Rotation />
      <Changes />
    </DocsSection>
  );
}
