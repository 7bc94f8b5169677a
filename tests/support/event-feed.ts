import type { RunningApp } from "./app";

/** An event of the feed, and the body that its callback is to have. */
export type FedEvent = { id: string; type: string; conversation: string; body: string };

type Page = {
  data: { id: string; type: string; timestamp: string; data: { conversation: { id: string } } }[];
  next_cursor: string | null;
};

/** Reads the whole feed of a token from the running application, page after page. */
export async function readFeed({ url }: RunningApp, secret: string): Promise<FedEvent[]> {
  const all: FedEvent[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const query = new URLSearchParams({ limit: "100", ...(after && { after }) });
    const answer = await fetch(`${url}/api/v1/events?${query}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    if (answer.status !== 200) throw new Error(`The feed was answered ${answer.status}.`);
    const page = (await answer.json()) as Page;
    for (const { id, ...event } of page.data)
      all.push({
        id,
        type: event.type,
        conversation: event.data.conversation.id,
        body: JSON.stringify(event),
      });
    after = page.next_cursor;
  }
  return all;
}
