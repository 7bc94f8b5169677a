import "server-only";
import { DrizzleAdapter } from "@auth/drizzle-adapter";
import { eq, sql } from "drizzle-orm";
import NextAuth, { AuthError, customFetch, type NextAuthConfig, type Profile } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { Database } from "@/db/client";
import type { Role } from "@/db/constants";
import { once } from "@/db/registry";
import { accounts, sessions, users } from "@/db/schema/users";
import { database } from "../database";
import { env } from "../env";
import { logger } from "../logger";
import { createProviderFetch } from "./provider-fetch";
import { groupsFromClaims, roleFromGroups } from "./role";
import { withHashedSessions } from "./session-hash";

export const PROVIDER_ID = "oidc";
type AdapterTables = NonNullable<Parameters<typeof DrizzleAdapter<Database>>[1]>;

const SESSION_SECONDS = 8 * 3600;

/** What goes wrong with a sign-in by the doing of who signs in, or of somebody else; the rest is an error of ours. */
const REFUSALS: Record<string, string> = {
  AccessDenied: "sign-in refused: no group gives a role",
  InvalidCheck: "sign-in given up: this browser did not begin it, or too long ago",
  OAuthCallbackError: "sign-in given up: the identity provider ended it",
  InvalidCallbackUrl: "sign-in refused: its way back is no address",
  InvalidProvider: "sign-in refused: no identity provider has that name",
  MissingCSRF: "sign-in or sign-out refused: no page of ours sent it",
  UnknownAction: "sign-in refused: it has no such action",
};

/** The same of what Auth.js does not tell by an error of its own. */
const PLAIN_REFUSALS: [RegExp, string | undefined][] = [
  [/^SyntaxError: /, "sign-in refused: its body is no JSON"],
  [/^Error: Provider with id .* not found/, REFUSALS.InvalidProvider],
];

/** What to say of an error that is not ours; undefined of any other. */
function refusalOf(error: Error): string | undefined {
  if (error instanceof AuthError) return REFUSALS[error.type];
  return PLAIN_REFUSALS.find(([words]) => words.test(String(error)))?.[1];
}

declare module "next-auth" {
  interface User {
    role?: Role;
    disabledAt?: Date | null;
  }
}

function roleOf(profile: Profile): Role | null {
  const { OIDC_GROUPS_CLAIM, OIDC_ADMIN_GROUPS, OIDC_MANAGER_GROUPS } = env();
  // An address that its owner did not confirm is anybody's to claim.
  if (OIDC_GROUPS_CLAIM === "email" && profile.email_verified !== true) return null;
  return roleFromGroups(groupsFromClaims(profile, OIDC_GROUPS_CLAIM), {
    admin: OIDC_ADMIN_GROUPS,
    manager: OIDC_MANAGER_GROUPS,
  });
}

function nameOf(profile: Profile): string {
  return profile.name ?? profile.preferred_username ?? profile.email ?? "Unnamed";
}

/** People are known by issuer and subject: an equal e-mail never links two identities. */
function adapter(): Adapter {
  // The adapter's type wants columns for the provider's own tokens too; these are not kept.
  const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions };
  const base = DrizzleAdapter(database(), tables as unknown as AdapterTables);
  return withHashedSessions({ ...(base as Required<Adapter>), getUserByEmail: async () => null });
}

function config(): NextAuthConfig {
  const settings = env();
  return {
    adapter: adapter(),
    secret: settings.AUTH_SECRET,
    trustHost: true,
    basePath: "/api/auth",
    session: { strategy: "database", maxAge: SESSION_SECONDS, updateAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      {
        id: PROVIDER_ID,
        name: settings.OIDC_NAME,
        type: "oidc",
        issuer: settings.OIDC_ISSUER,
        clientId: settings.OIDC_CLIENT_ID,
        clientSecret: settings.OIDC_CLIENT_SECRET,
        [customFetch]: once("provider-fetch", () => createProviderFetch()),
        checks: ["pkce", "state", "nonce"],
        authorization: { params: { scope: "openid profile email" } },
        profile: (profile: Profile) => ({
          id: `${profile.iss} ${profile.sub}`,
          name: nameOf(profile),
          email: profile.email ?? "",
          role: roleOf(profile) ?? "manager",
        }),
      },
    ],
    callbacks: {
      signIn: ({ profile, user }) => {
        if (!profile || roleOf(profile) === null) return false;
        return !user.disabledAt;
      },
      redirect: ({ url, baseUrl }) => {
        const target = new URL(url, baseUrl);
        return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
      },
    },
    events: {
      signIn: async ({ user, profile }) => {
        if (!user.id || !profile) return;
        await database()
          .update(users)
          .set({
            role: roleOf(profile) ?? "manager",
            name: nameOf(profile),
            email: profile.email ?? "",
            lastSignInAt: sql`now()`,
          })
          .where(eq(users.id, user.id));
      },
    },
    logger: {
      error: (error) => {
        const refusal = refusalOf(error);
        if (refusal) logger().info(refusal);
        else logger().error({ err: error }, "sign-in failed");
      },
      warn: (code) => logger().debug({ code }, "sign-in warning"),
      debug: () => undefined,
    },
  };
}

/** Sign-in by OpenID Connect with database sessions of at most eight hours; settings are read at first use. */
export const { handlers, signIn, signOut } = NextAuth(() => config());
