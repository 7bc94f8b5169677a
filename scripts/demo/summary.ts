import { relative } from "node:path";
import type { Child } from "@/scripts/demo/children";
import { files, writePrivately } from "@/scripts/demo/folder";
import type { DemoSecrets } from "@/scripts/demo/secrets";
import type { Services } from "@/scripts/demo/services";
import { appUrl, demoUsers, type Ports, receiverUrl } from "@/scripts/demo/settings";
import { signatureOf, textMessage, WHATSAPP_PATH } from "@/scripts/demo/whatsapp";

export type Demo = { secrets: DemoSecrets; ports: Ports; services: Services; server: Child };

/** Writes what a program has to know to use the running demonstration. */
export async function writeSummary({ secrets, ports, services, server }: Demo): Promise<void> {
  const { postgres, oidc, receiver, databaseUrl, demoToken } = services;
  const summary = {
    url: appUrl(ports),
    users: demoUsers(secrets).map(({ email, name, password, role }) => ({ email, name, password, role })),
    secret: demoToken.secret,
    tokenId: demoToken.id,
    whatsapp: {
      path: WHATSAPP_PATH,
      appSecret: secrets.whatsappAppSecret,
      verifyToken: secrets.whatsappVerifyToken,
    },
    receiver: { url: receiverUrl(ports), logFile: files.received },
    issuer: `http://localhost:${ports.oidc}`,
    jobsSecret: secrets.jobsSecret,
    databaseUrl,
    pids: {
      demo: process.pid,
      postgres: postgres.pid,
      oidc: oidc.pid,
      server: server.pid,
      receiver: receiver.pid,
    },
  };
  await writePrivately(files.summary, `${JSON.stringify(summary, null, 2)}\n`);
}

/** Writes a signed WhatsApp message to a file and answers the command that posts it. */
async function messageCommand({ secrets, ports }: Demo): Promise<string> {
  const body = textMessage("Buongiorno, il mio ordine 4711 non è arrivato.");
  await writePrivately(files.message, body);
  const headers = [
    "-H 'Content-Type: application/json'",
    `-H 'X-Hub-Signature-256: ${signatureOf(body, secrets.whatsappAppSecret)}'`,
  ];
  const file = relative(process.cwd(), files.message);
  return `curl -si ${headers.join(" ")} --data-binary @${file} ${appUrl(ports)}${WHATSAPP_PATH}`;
}

/** Prints who can sign in, the secret that works and what to try. */
export async function printSummary(demo: Demo): Promise<void> {
  const { services, ports, secrets } = demo;
  const url = appUrl(ports);
  const bearer = `curl -s -H 'Authorization: Bearer ${services.demoToken.secret}'`;
  const people = demoUsers(secrets).map(
    ({ email, password, role }) =>
      `    ${email.padEnd(18)} ${password.padEnd(16)} ${role ?? "may not come in"}`,
  );
  const warning = services.isDemoTokenUsable
    ? []
    : ["  (Somebody deleted, paused or renewed this token. Start afresh: npm run demo -- --reset)"];
  const lines = [
    "",
    `  The demo is ready at ${url}`,
    "",
    "  Sign in with",
    ...people,
    "",
    "  The token “Orders sync” of Meridian Srl may do everything. Its secret:",
    `    ${services.demoToken.secret}`,
    ...warning,
    "",
    "  What this token is, and the newest conversations:",
    `    ${bearer} ${url}/api/v1/token`,
    `    ${bearer} '${url}/api/v1/conversations?limit=2'`,
    "",
    "  A customer writes on WhatsApp, and the receiver here gets a signed callback",
    '  (once; another message: npm run demo:message -- "the text"):',
    `    ${await messageCommand(demo)}`,
    "",
    `  Logs are in ${relative(process.cwd(), files.logs)}. Ctrl-C stops everything; the data stays.`,
    "",
  ];
  console.log(lines.join("\n"));
}
