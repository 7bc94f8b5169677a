import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import type { StartOidcServerOptions } from "@/scripts/services/oidc-options";
import { loginPage } from "@/scripts/services/oidc-pages";
import { subjectOf } from "@/scripts/services/oidc-store";

const FORM_LIMIT_BYTES = 16_384;

/**
 * Answers one request of the sign-in form: the form itself, the way back once email and password fit, or a 401 with the
 * form again.
 */
export async function answerLogin(
  provider: Provider,
  options: StartOidcServerOptions,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const { uid, prompt, params } = await provider.interactionDetails(req, res);
  if (prompt.name === "consent") return provider.interactionFinished(req, res, { consent: {} });
  const form = req.method === "POST" ? await readForm(req) : undefined;
  const email = form?.get("email")?.trim() ?? String(params.login_hint ?? "");
  const user = options.users.find((known) => known.email.toLowerCase() === email.toLowerCase());
  if (form && user && isEqual(form.get("password") ?? "", user.password)) {
    const login = { accountId: subjectOf(user.email), amr: ["pwd"] };
    return provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false });
  }
  sendPage(res, form ? 401 : 200, options, (nonce) =>
    loginPage({
      action: `/interaction/${uid}`,
      email,
      error: form ? "The email or the password is wrong." : undefined,
      accounts: (options.showAccounts ?? true) ? options.users : [],
      nonce,
    }),
  );
}

/** Sends a page that may run nothing and may post only here and on to the applications. */
export function sendPage(
  res: ServerResponse,
  status: number,
  { clients }: StartOidcServerOptions,
  render: (nonce: string) => string,
): void {
  const nonce = randomBytes(16).toString("base64");
  // A browser applies form-action to the redirects after the form as well, and those lead back to the application.
  const origins = new Set(
    clients.flatMap(({ redirectUris }) => redirectUris.map((uri) => new URL(uri).origin)),
  );
  res.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy":
      `default-src 'none'; style-src 'nonce-${nonce}'; img-src data:; base-uri 'none'; ` +
      `frame-ancestors 'none'; form-action 'self' ${[...origins].join(" ")}`,
  });
  res.end(render(nonce));
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > FORM_LIMIT_BYTES) throw new Error("the form is too large");
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

function isEqual(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
