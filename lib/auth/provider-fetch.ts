const DISCOVERY_PATH = "/.well-known/openid-configuration";
const KEEP_MS = 10 * 60_000;
const TIMEOUT_MS = 5_000;

type Kept = { url: string; until: number; document: Promise<{ body: string; type: string }> };

/**
 * A `fetch` of the identity provider, which has five seconds to answer. Its description of itself (OpenID Connect
 * Discovery 1.0) is asked for once in ten minutes and once at a time, for whoever calls the sign-in's addresses has it
 * read; an answer that is none is not kept.
 */
export function createProviderFetch(send: typeof fetch = fetch, now: () => number = Date.now): typeof fetch {
  let kept: Kept | undefined;

  async function readDocument(url: string, init: RequestInit) {
    const answer = await send(url, init);
    if (answer.status !== 200) throw new Error(`The identity provider answered ${answer.status} to ${url}.`);
    return { body: await answer.text(), type: answer.headers.get("content-type") ?? "" };
  }

  function keepDocument(url: string, init: RequestInit): Kept {
    const next: Kept = { url, until: now() + KEEP_MS, document: readDocument(url, init) };
    next.document.catch(() => {
      if (kept === next) kept = undefined;
    });
    return next;
  }

  return async (input, init) => {
    const limited = { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) };
    const url = input instanceof Request ? input.url : String(input);
    if (!url.endsWith(DISCOVERY_PATH)) return send(input, limited);
    if (kept?.url !== url || kept.until <= now()) kept = keepDocument(url, limited);
    const { body, type } = await kept.document;
    return new Response(body, { headers: { "content-type": type } });
  };
}
