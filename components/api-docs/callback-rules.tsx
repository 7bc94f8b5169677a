import { CodeSamples } from "@/components/api-docs/code-samples";
import { DocsText } from "@/components/api-docs/docs-section";
import type { ApiReference } from "@/lib/openapi/reference";

export const CALLBACK_RULES = [
  { anchor: "callback-endpoint", title: "Your endpoint" },
  { anchor: "callback-retries", title: "Retries" },
  { anchor: "callback-order", title: "Order and what they hold" },
  { anchor: "callback-gaps", title: "What does not come" },
  { anchor: "catching-up", title: "Catching up" },
] as const;

const [ENDPOINT, RETRIES, ORDER, GAPS, CATCHING_UP] = CALLBACK_RULES;

function Endpoint() {
  return (
    <DocsText {...ENDPOINT}>
      <p>
        For each type of event a token can have one endpoint of yours, which its admin enters: an{" "}
        <code>https://</code> address on the public internet with a valid certificate, without user name and
        password. (A test installation may be set to take others.) It speaks HTTP/1.1 and is connected to
        within 5 seconds.
      </p>
      <p>
        What happens is posted there as <code>application/json</code> of at most 20 kB; a text that would not
        fit is cut, which <code>text_truncated</code> says. Up to 8 requests come at once for each type of
        event, each of another conversation.
      </p>
      <p>
        Answer with any 2xx within 15 seconds, and work afterwards: check the signature, keep the event,
        answer. What you answer besides is of no matter; redirects are not followed. The same event may come
        twice: know it by its <code>webhook-id</code>.
      </p>
      <p>
        An admin can send a test: the newest event, or the example below when there is none, signed like every
        callback. It is marked with <code>webhook-test: true</code>, has an id of its own and is not repeated.
        Answer as usual, and take no notice of what it tells.
      </p>
    </DocsText>
  );
}

function Retries() {
  return (
    <DocsText {...RETRIES}>
      <p>
        What is not answered with 2xx is tried again: after 5 seconds, 30 seconds, 2, 10 and 30 minutes, 1, 2
        and 4 hours, then every 4 hours, give or take a fifth. <code>Retry-After</code> is heeded up to an
        hour. <code>410</code> pauses the callback until an admin resumes it.
      </p>
      <p>
        After five failures in a row an endpoint is left alone, and one event at a time is tried after the
        same waits. When one is delivered, all that waits follows at once. After five days of nothing but
        failures it is paused and tried every 6 hours.
      </p>
    </DocsText>
  );
}

function Order() {
  return (
    <DocsText {...ORDER}>
      <p>
        Of what waits for one endpoint, the events of one conversation come one after another, in the order in
        which they were recorded. Types of events have no common order: each has its endpoint, so a message
        may come before the event that its conversation was created. No order holds between conversations, for
        what an admin sends again, and for the last few events before a breakdown of ours, which may come once
        more.
      </p>
      <p>
        Where the order matters, compare <code>timestamp</code>: when it happened, for a status the same as{" "}
        <code>change.changed_at</code>. WhatsApp tells whole seconds, so two may be equal; a status never goes
        backwards, except to <code>failed</code>. The conversation in an event is as it was then;{" "}
        <a href="#getConversation">GET /conversations/{"{id}"}</a> has it as it is.
      </p>
      <p>
        A callback carries what the token may see when it is sent: masked contacts stay masked. Without Read
        locations it has no position; without Read conversations it has ids, types and directions only,
        neither a new status nor a position.
      </p>
    </DocsText>
  );
}

function Gaps() {
  return (
    <DocsText {...GAPS}>
      <p>
        What waits is kept while the token or its callback is paused, and while the callback is switched off;
        an endpoint whose address is changed gets it too. Yet some events never come:
      </p>
      <ul className="list-disc pl-5">
        <li>
          those that happen while the token is paused, not active yet or expired, or while the callback is
          switched off or has no endpoint;
        </li>
        <li>
          those that still wait when the token expires or is deleted, when the endpoint is taken away, when
          the token does not see their managed number any more, or when an admin cancels them.
        </li>
      </ul>
      <p>
        While the token is usable and sees their number, they are in <a href="#listEvents">GET /events</a>,
        which needs Read conversations. Or ask the token&rsquo;s admin for <i>Recover since…</i>, which sends
        what an endpoint never got. Events are kept for 30 days, or as long as this installation is set to;
        what is still to be sent is kept longer.
      </p>
    </DocsText>
  );
}

function CatchingUp({ catchingUp, canCopy }: Pick<ApiReference, "catchingUp"> & { canCopy: boolean }) {
  return (
    <DocsText
      {...CATCHING_UP}
      side={<CodeSamples title="Read the events since the last run" samples={catchingUp} canCopy={canCopy} />}
    >
      <p>
        <a href="#listEvents">GET /events</a> has the same events under the same ids, also those that no
        callback was owed. There are two ways to miss none:
      </p>
      <ul className="list-disc pl-5">
        <li>
          Read them in place of callbacks, or beside them: keep the id of the last event that you read there
          and go on with it as <code>after</code>. When <code>next_cursor</code> is null nothing else is there
          yet; keep the id and ask again later.
        </li>
        <li>
          After an outage of your endpoint begin with <code>from</code>, a little before it, read to the end,
          and leave out the ids that you know.
        </li>
      </ul>
      <p>
        Do not go on after the last <code>webhook-id</code> that came: events of other conversations that were
        recorded before it may still wait.
      </p>
    </DocsText>
  );
}

/** What a supplier must know of callbacks before the first one comes. */
export function CallbackRules({
  catchingUp,
  canCopy,
}: Pick<ApiReference, "catchingUp"> & { canCopy: boolean }) {
  return (
    <>
      <Endpoint />
      <Retries />
      <Order />
      <Gaps />
      <CatchingUp catchingUp={catchingUp} canCopy={canCopy} />
    </>
  );
}
