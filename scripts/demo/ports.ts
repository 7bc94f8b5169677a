import type { Ports } from "@/scripts/demo/settings";
import { isPortFree } from "@/scripts/services/ports";

const LAST_PORT = 65_535;
const DEFAULTS: Ports = { web: 3000, oidc: 4400, receiver: 4500 };
const HOSTS = ["127.0.0.1", "0.0.0.0", "::1", "::"];

/** Whether nobody listens there by any name of this machine; a machine without IPv6 is asked about IPv4 only. */
async function isFree(port: number): Promise<boolean> {
  const hasIpv6 = await isPortFree(0, "::1");
  for (const host of HOSTS) {
    if (host.includes(":") && !hasIpv6) continue;
    if (!(await isPortFree(port, host))) return false;
  }
  return true;
}

async function nextFree(first: number, taken: readonly number[]): Promise<number> {
  for (let port = first; port <= LAST_PORT; port++)
    if (!taken.includes(port) && (await isFree(port))) return port;
  throw new Error(`No port from ${first} on is free.`);
}

/** Lets a port pass that was asked for; throws when it is in use. */
export async function requireFree(port: number): Promise<void> {
  if (await isFree(port)) return;
  throw new Error(
    `Port ${port} is in use by another program. Choose another: npm run demo -- --port <number>`,
  );
}

/**
 * Chooses free ports: the wanted ones, else the next ones above, which `notes` tells. Throws when the port that was asked
 * for is in use.
 */
export async function choosePorts(asked: number | undefined): Promise<{ ports: Ports; notes: string[] }> {
  if (asked !== undefined) await requireFree(asked);
  const web = asked ?? (await nextFree(DEFAULTS.web, []));
  const oidc = await nextFree(DEFAULTS.oidc, [web]);
  const receiver = await nextFree(DEFAULTS.receiver, [web, oidc]);
  const ports = { web, oidc, receiver };
  const notes = (["web", "oidc", "receiver"] as const)
    .filter((name) => ports[name] !== DEFAULTS[name] && !(name === "web" && asked !== undefined))
    .map(
      (name) => `Port ${DEFAULTS[name]} is in use by another program, so ${ports[name]} is taken instead.`,
    );
  return { ports, notes };
}
