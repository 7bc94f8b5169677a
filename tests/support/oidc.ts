import type { OidcClient, OidcUser } from "@/scripts/services/oidc-options";
import { type RunningOidcServer, startOidcServer } from "@/scripts/services/oidc-server";

/** One person of each role, and one whom the identity provider knows but the product must not let in. */
export const testUsers = {
  admin: {
    email: "admin@example.com",
    name: "Ada Admin",
    password: "admin-password",
    groups: ["witiop-admins"],
  },
  manager: {
    email: "manager@example.com",
    name: "Max Manager",
    password: "manager-password",
    groups: ["witiop-managers"],
  },
  outsider: {
    email: "outsider@example.com",
    name: "Olga Outsider",
    password: "outsider-password",
    groups: ["accounting"],
  },
} satisfies Record<string, OidcUser>;

/** A provider on a free port with the client that the product is to be configured as. */
export interface TestOidcServer extends RunningOidcServer {
  client: OidcClient;
}

/** Starts the development identity provider on a free port for the given redirect URIs; the caller closes it. */
export async function startTestOidcServer(
  redirectUris: string[],
  users: OidcUser[] = Object.values(testUsers),
): Promise<TestOidcServer> {
  const client = { clientId: "witiop-test", clientSecret: "witiop-test-secret", redirectUris };
  const server = await startOidcServer({ port: 0, clients: [client], users });
  return { ...server, client };
}
