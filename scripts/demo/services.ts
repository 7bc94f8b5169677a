import { join } from "node:path";
import type { Database } from "@/db/client";
import { type Child, startService } from "@/scripts/demo/children";
import {
  aimCallbacks,
  fillDatabase,
  isDemoTokenUsable,
  openConnection,
  openDatabase,
} from "@/scripts/demo/database";
import { files, writePrivately } from "@/scripts/demo/folder";
import { step } from "@/scripts/demo/progress";
import type { DemoSecrets } from "@/scripts/demo/secrets";
import { appUrl, CLIENT_ID, demoUsers, type Ports, receiverUrl } from "@/scripts/demo/settings";
import type { Shutdown } from "@/scripts/demo/shutdown";
import { followSigningSecrets } from "@/scripts/demo/signing-secrets";
import { type RunningPostgres, startPostgres } from "@/scripts/services/postgres";

/** Everything around the server: what it needs, and the receiver that it calls. */
export type Services = {
  postgres: RunningPostgres;
  databaseUrl: string;
  oidc: Child;
  receiver: Child;
  demoToken: { id: string; secret: string };
  /** False when somebody deleted, paused or renewed the demo token. */
  isDemoTokenUsable: boolean;
};

type Plan = { shutdown: Shutdown; secrets: DemoSecrets; ports: Ports };

async function startDatabase({ shutdown, secrets, ports }: Plan) {
  const postgres = await step(
    "PostgreSQL",
    () => startPostgres({ dataDir: files.postgres }),
    ({ port }) => `on port ${port}`,
  );
  shutdown.add("PostgreSQL", () => postgres.stop());
  const databaseUrl = await step("Newest schema", () => openDatabase(postgres, secrets));
  const db = openConnection(databaseUrl);
  shutdown.add("database connection", () => db.$client.end({ timeout: 2 }));
  await step(
    secrets.demoToken ? "Data of the last start" : "Made-up data",
    () => fillDatabase(db, secrets, receiverUrl(ports)),
    (counts) =>
      counts ? `${counts.tokens} tokens, ${counts.messages} messages, ${counts.requests} requests` : "kept",
  );
  const { demoToken } = secrets;
  if (!demoToken) throw new Error("The database was filled without a demo token.");
  await aimCallbacks(db, demoToken.id, receiverUrl(ports));
  return { postgres, databaseUrl, db, demoToken };
}

async function followSecrets({ shutdown, secrets }: Plan, db: Database): Promise<void> {
  const following = await followSigningSecrets(db, secrets.encryptionKey, (error) => {
    if (!shutdown.isActive()) return;
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const why = cause instanceof Error ? cause.message : "unknown error";
    void shutdown.stopAll(1, `The database does not answer any more (${why}).`);
  });
  shutdown.add("signing secrets", () => following.stop());
}

async function startOidc({ shutdown, secrets, ports }: Plan): Promise<Child> {
  const config = {
    port: ports.oidc,
    jwksFile: files.oidcKeys,
    showAccounts: true,
    clients: [
      {
        clientId: CLIENT_ID,
        clientSecret: secrets.oidcClientSecret,
        redirectUris: [`${appUrl(ports)}/api/auth/callback/oidc`],
      },
    ],
    users: demoUsers(secrets).map(({ role, ...user }) => user),
  };
  await writePrivately(files.oidcConfig, JSON.stringify(config));
  return startService(shutdown, `http://localhost:${ports.oidc}/.well-known/openid-configuration`, {
    name: "identity provider",
    args: ["--import", "tsx", join("scripts", "oidc.ts"), files.oidcConfig],
  });
}

function startReceiver({ shutdown, ports }: Plan): Promise<Child> {
  const flags = [
    "--port",
    String(ports.receiver),
    "--secrets-file",
    files.signingSecrets,
    "--log-file",
    files.received,
  ];
  return startService(shutdown, receiverUrl(ports), {
    name: "callback receiver",
    args: ["--import", "tsx", join("scripts", "receiver.ts"), ...flags],
    onLine: (line) => {
      if (!line.startsWith("Callback receiver ready")) console.log(`  callback  ${line}`);
    },
  });
}

/** Starts database, identity provider and callback receiver, one after the other, and tells of each. */
export async function startServices(plan: Plan): Promise<Services> {
  const { db, ...rest } = await startDatabase(plan);
  const oidc = await step(
    "Identity provider",
    () => startOidc(plan),
    () => `http://localhost:${plan.ports.oidc}`,
  );
  await followSecrets(plan, db);
  const receiver = await step(
    "Callback receiver",
    () => startReceiver(plan),
    () => receiverUrl(plan.ports),
  );
  return { ...rest, oidc, receiver, isDemoTokenUsable: await isDemoTokenUsable(db, plan.secrets) };
}
