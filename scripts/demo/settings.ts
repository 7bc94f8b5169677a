import type { DemoSecrets } from "@/scripts/demo/secrets";
import type { OidcUser } from "@/scripts/services/oidc-options";

/** Where the parts of a demonstration listen. */
export type Ports = { web: number; oidc: number; receiver: number };

/** The client id that a production deployment refuses. */
export const CLIENT_ID = "witiop-development";

export type DemoUser = OidcUser & { role: "admin" | "manager" | null };

/** One person of each role, and one who may not come in. */
export function demoUsers({ passwords }: DemoSecrets): DemoUser[] {
  const person = (key: keyof typeof passwords, name: string, role: DemoUser["role"]): DemoUser => ({
    email: `${key}@witiop.test`,
    name,
    password: passwords[key],
    groups: role ? [`witiop-${role}s`] : [],
    role,
  });
  return [
    person("ada", "Ada Admin", "admin"),
    person("max", "Max Manager", "manager"),
    person("nora", "Nora Nobody", null),
  ];
}

/** The application's address; `localhost` on both sides, so that its cookies and the identity provider's agree. */
export function appUrl(ports: Ports): string {
  return `http://localhost:${ports.web}`;
}

export function receiverUrl(ports: Ports): string {
  return `http://127.0.0.1:${ports.receiver}`;
}

/** The settings of the server, as documented in `.env.example`. */
export function serverEnv(secrets: DemoSecrets, ports: Ports, databaseUrl: string): Record<string, string> {
  return {
    DEPLOYMENT: "development",
    APP_URL: appUrl(ports),
    HOST: process.env.HOST || "127.0.0.1",
    PORT: String(ports.web),
    LOG_LEVEL: process.env.LOG_LEVEL || "info",
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: secrets.authSecret,
    OIDC_ISSUER: `http://localhost:${ports.oidc}`,
    OIDC_CLIENT_ID: CLIENT_ID,
    OIDC_CLIENT_SECRET: secrets.oidcClientSecret,
    OIDC_NAME: "the demo's identity provider",
    OIDC_GROUPS_CLAIM: "groups",
    OIDC_ADMIN_GROUPS: "witiop-admins",
    OIDC_MANAGER_GROUPS: "witiop-managers",
    ENCRYPTION_KEY: secrets.encryptionKey,
    WHATSAPP_APP_SECRET: secrets.whatsappAppSecret,
    WHATSAPP_VERIFY_TOKEN: secrets.whatsappVerifyToken,
    JOBS_SECRET: secrets.jobsSecret,
    STOP_DELAY_SECONDS: "0",
    WORKER: "on",
    CALLBACK_ALLOWED_NETWORKS: "127.0.0.0/8,::1/128",
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secrets.actionsKey,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}
