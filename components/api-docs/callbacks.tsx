import { CodeBlock } from "@/components/api-docs/code-block";
import { DocsItem, DocsSection, Prose } from "@/components/api-docs/docs-section";
import { FieldList } from "@/components/api-docs/field-list";
import { VerifySamples } from "@/components/api-docs/verify-samples";
import type { ApiReference } from "@/lib/openapi/reference";

/** How callbacks are sent, signed and repeated, and what each of them carries. */
export function Callbacks({ reference, canCopy }: { reference: ApiReference; canCopy: boolean }) {
  return (
    <DocsSection anchor="callbacks" title="Callbacks">
      <DocsItem anchor="callback-delivery" title="How they are sent">
        <Prose>
          <p>
            For each event a token can have an endpoint of yours, which its admin enters. What happens is
            posted there as JSON of at most 20 kB; a text that would not fit is cut, which{" "}
            <code>text_truncated</code> says. Answer with any 2xx within 15 seconds; redirects are not
            followed.
          </p>
          <p>
            Any other answer is tried again: after 5 seconds, 30 seconds, 2, 10 and 30 minutes, 1, 2 and 4
            hours, then every 4 hours, give or take a fifth. <code>Retry-After</code> is heeded up to an hour;{" "}
            <code>410</code> pauses the callback. Nothing is dropped: what could not be delivered waits and
            can be sent again.
          </p>
          <p>
            After five failures in a row an endpoint is left alone, and one event at a time is tried after the
            same waits. When one is taken, all that waits follows at once. After five days of nothing but
            failures it is paused and tried every 6 hours. Events and their attempts are kept for 30 days, or
            as long as this installation is set to; what is still to be sent is kept longer.
          </p>
          <p>
            Events of one conversation come in their order. The same event may come twice, and after a
            breakdown of ours the last few of a conversation once more in their order: know them by their{" "}
            <code>webhook-id</code>. A callback carries what the token may see: masked contacts stay masked,
            without Read conversations it has ids and types only, without Read locations no position.
          </p>
          <p>
            An admin can send a test: the newest event, or the example below when there is none, signed like
            every callback. It is marked with <code>webhook-test: true</code>, has an id of its own and is not
            repeated. Answer as usual, and take no notice of what it tells.
          </p>
        </Prose>
      </DocsItem>
      <DocsItem
        anchor="callback-signature"
        title="Check the signature"
        side={<VerifySamples samples={reference.verify} canCopy={canCopy} />}
      >
        <Prose>
          <p>
            Callbacks are signed as{" "}
            <a href="https://www.standardwebhooks.com/" rel="noreferrer">
              Standard Webhooks
            </a>{" "}
            has it, with the signing secret of the token (<code>whsec_…</code>). Sign the id, the timestamp
            and the bytes of the body, with dots between them, and compare. While the secret is being replaced
            there are two signatures; one that fits is enough.
          </p>
        </Prose>
        <FieldList fields={reference.callbackHeaders} />
      </DocsItem>
      {reference.callbacks.map((callback) => (
        <DocsItem
          key={callback.type}
          anchor={callback.anchor}
          title={callback.type}
          side={<CodeBlock label={`Body of ${callback.type}`} code={callback.example} canCopy={canCopy} />}
        >
          <Prose>
            <p>
              {callback.description} The body is <a href={`#${callback.object}`}>{callback.object}</a>.
            </p>
          </Prose>
        </DocsItem>
      ))}
    </DocsSection>
  );
}
