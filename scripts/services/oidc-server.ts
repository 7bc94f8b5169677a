import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import { answerLogin, sendPage } from "@/scripts/services/oidc-login";
import type { OidcClient, StartOidcServerOptions } from "@/scripts/services/oidc-options";
import { messagePage } from "@/scripts/services/oidc-pages";
import { cookieSecret, memoryAdapter, signingKey, subjectOf } from "@/scripts/services/oidc-store";

const HOUR_SECONDS = 3_600;

/** A listening provider. */
export type RunningOidcServer = {
  issuer: string;
  close(): Promise<void>;
};

/**
 * Starts a development OpenID Connect provider over http: code flow with PKCE (S256), `email`, `name` and `groups` in
 * the id token, a sign-in form, no consent or sign-out questions, and no outgoing request. Throws when the port is
 * taken.
 */
export async function startOidcServer(options: StartOidcServerOptions): Promise<RunningOidcServer> {
  const key = await signingKey(options.jwksFile);
  const server = createServer();
  server.listen({ port: options.port, host: options.host ?? "127.0.0.1" });
  await once(server, "listening");
  const issuer = options.issuer ?? `http://localhost:${(server.address() as AddressInfo).port}`;

  const provider = new Provider(issuer, {
    ...configuration(options),
    jwks: { keys: [key] },
    cookies: { keys: [cookieSecret(key)] },
  });
  const answerProtocol = provider.callback();
  server.on("request", (req, res) => {
    if (!req.url?.startsWith("/interaction/")) return void answerProtocol(req, res);
    answerLogin(provider, options, req, res).catch((error: unknown) => {
      const text = error instanceof Error ? error.message : "unknown error";
      sendPage(res, 400, options, (nonce) =>
        messagePage(
          "Sign-in cannot continue",
          `Go back to the application and start again (${text}).`,
          nonce,
        ),
      );
    });
  });
  return {
    issuer,
    close: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function configuration({ clients, users }: StartOidcServerOptions): Configuration {
  return {
    adapter: memoryAdapter(),
    clients: clients.map((client) => ({
      client_id: client.clientId,
      client_secret: client.clientSecret,
      redirect_uris: client.redirectUris,
      post_logout_redirect_uris: client.postLogoutRedirectUris ?? returnAddresses(client),
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
    })),
    scopes: ["openid", "email", "profile", "groups", "offline_access"],
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      // Identity providers differ in whether groups need a scope of their own, so both ways lead to them.
      profile: ["name", "groups"],
      groups: ["groups"],
    },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: true, logoutSource: signOut, postLogoutSuccessSource: signedOut },
    },
    findAccount: (_ctx, sub) => {
      const user = users.find(({ email }) => subjectOf(email) === sub);
      if (!user) return undefined;
      const { email, name, groups } = user;
      return { accountId: sub, claims: async () => ({ sub, email, email_verified: true, name, groups }) };
    },
    loadExistingGrant: grantEverything,
    renderError: (ctx, { error, error_description }) => {
      writePage(ctx, "Sign-in failed", error_description ?? error);
    },
    ttl: {
      AccessToken: HOUR_SECONDS,
      AuthorizationCode: 60,
      Grant: 8 * HOUR_SECONDS,
      IdToken: HOUR_SECONDS,
      Interaction: HOUR_SECONDS,
      RefreshToken: 8 * HOUR_SECONDS,
      Session: 8 * HOUR_SECONDS,
    },
  };
}

async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const known = grantId ? await provider.Grant.find(grantId) : undefined;
  const grant = known ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(typeof params?.scope === "string" ? params.scope : "openid");
  await grant.save();
  return grant;
}

async function signOut(ctx: KoaContextWithOIDC): Promise<void> {
  const { session, params, provider } = ctx.oidc;
  await session?.destroy();
  ctx.cookies.set(provider.cookieName("session"), null);
  const target = params?.post_logout_redirect_uri;
  const back = new URL(typeof target === "string" ? target : "/session/end/success", provider.issuer);
  if (typeof target === "string" && typeof params?.state === "string") {
    back.searchParams.set("state", params.state);
  }
  ctx.status = 303;
  ctx.redirect(back.href);
}

function signedOut(ctx: KoaContextWithOIDC): void {
  writePage(ctx, "Signed out", "You can close this page.");
}

function writePage(ctx: Pick<KoaContextWithOIDC, "body" | "type">, title: string, message: string): void {
  ctx.type = "html";
  ctx.body = messagePage(title, message, "");
}

function returnAddresses({ redirectUris }: OidcClient): string[] {
  const origins = new Set(redirectUris.map((uri) => new URL(uri).origin));
  return [...origins].flatMap((origin) => [origin, `${origin}/`, `${origin}/sign-in`]);
}
