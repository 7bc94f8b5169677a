import { CallbackRules } from "@/components/api-docs/callback-rules";
import { DocsItem, DocsSection, Prose } from "@/components/api-docs/docs-section";
import { FieldList } from "@/components/api-docs/field-list";
import { VerifySamples } from "@/components/api-docs/verify-samples";
import { Words } from "@/components/api-docs/words";
import { CodeBlock } from "@/components/ui/code-block";
import type { ApiReference } from "@/lib/openapi/reference";

/** How callbacks are sent, signed and repeated, and what each of them carries. */
export function Callbacks({ reference, canCopy }: { reference: ApiReference; canCopy: boolean }) {
  return (
    <DocsSection anchor="callbacks" title="Callbacks">
      <CallbackRules catchingUp={reference.catchingUp} canCopy={canCopy} />
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
            has it, with the signing secret of the token (<code>whsec_…</code>). Its key is what follows{" "}
            <code>whsec_</code>, decoded from base64. Sign <code>id.timestamp.body</code> with HMAC-SHA256, of
            the body the bytes as they came, and compare <code>v1,</code> and the base64 of it with each of
            the signatures. While the secret is being replaced there are two, one with each; one that fits is
            enough.
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
              <Words text={callback.description} /> The body is{" "}
              <a href={`#${callback.object}`}>{callback.object}</a>.
            </p>
          </Prose>
        </DocsItem>
      ))}
    </DocsSection>
  );
}
